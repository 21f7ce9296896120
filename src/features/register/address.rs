//! Where agents reach the dashboard, which its owner knows and no answer tells.

use crate::ui::old::Text;
use leptos::prelude::*;

use crate::domain::install::{AddressFault, AgentAddress, DEFAULT_PORT};
use crate::domain::register_script::{SCRIPT_NAME, register_script};
use crate::i18n::Language;
use crate::live::Live;
use crate::platform::storage::{self, Keep};
use crate::platform::{download, page};
use crate::ui::old::{
    ButtonKind, Element, Field, FieldKind, Words, button, el, follow, text, tick_box,
};

/// Where the address is kept on this device.
const ADDRESS_KEY: &str = "lotus.agents";

/// The address as it is being typed; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub(super) struct AddressDesk {
    host: RwSignal<String>,
    port: RwSignal<String>,
    tls: RwSignal<bool>,
}

impl AddressDesk {
    /// The address of the last time, else the page's host and V0's own port.
    pub(super) fn new() -> Self {
        let kept = storage::read(Keep::Device, ADDRESS_KEY);
        let kept = kept.and_then(|line| AgentAddress::from_line(&line));
        let desk = match kept {
            Some(address) => Self {
                host: RwSignal::new(address.host().to_owned()),
                port: RwSignal::new(address.port().to_string()),
                tls: RwSignal::new(address.tls()),
            },
            None => Self {
                host: RwSignal::new(page::host_name()),
                port: RwSignal::new(DEFAULT_PORT.to_string()),
                tls: RwSignal::new(false),
            },
        };
        let mut is_first = true;
        follow(move || {
            let address = desk.get();
            if let (false, Ok(address)) = (is_first, address) {
                storage::write(Keep::Device, ADDRESS_KEY, &address.to_line());
            }
            is_first = false;
        });
        desk
    }

    /// The address, or what is wrong with it; reading it subscribes the reader.
    pub(super) fn get(self) -> Result<AgentAddress, AddressFault> {
        let (host, port) = (self.host.get(), self.port.get());
        AgentAddress::parse(&host, &port, self.tls.get())
    }
}

/// The installers speak Chinese or English.
pub(super) fn speaks_english(words: Words) -> bool {
    !matches!(words.language, Language::ZhCn | Language::ZhTw)
}

/// What is wrong with an address, in words.
pub(super) fn address_fault(words: Words, fault: AddressFault) -> &'static str {
    let texts = words.texts();
    match fault {
        AddressFault::Port => texts.agent_port_wrong,
        AddressFault::NoHost | AddressFault::Character(_) | AddressFault::NoAddress => {
            texts.agent_host_wrong
        }
    }
}

pub(super) fn address_panel(words: Words, desk: AddressDesk) -> Element {
    let nothing = Text::from(String::new());
    let fault = move |of_port: bool| {
        text(move || match desk.get() {
            Err(fault) if of_port == (fault == AddressFault::Port) => {
                address_fault(words, fault).to_owned()
            }
            Ok(_) | Err(_) => String::new(),
        })
    };
    let host = Field {
        id: "agent-host",
        label: words.say(|texts| texts.agent_host),
        kind: FieldKind::Text,
        value: desk.host,
        hint: nothing,
        problem: fault(false),
    };
    let port = Field {
        id: "agent-port",
        label: words.say(|texts| texts.agent_port),
        // Not a number's field: a browser tells nothing of what it takes for none.
        kind: FieldKind::Text,
        value: desk.port,
        hint: nothing,
        problem: fault(true),
    };
    let input = el("input").attr("type", "text");
    let tls = tick_box(words.say(|texts| texts.agent_tls), nothing, true, desk.tls);
    el("section")
        .class("panel")
        .add(el("h2").text(words.say(|texts| texts.agent_address)))
        .add(
            el("div")
                .class("address")
                .add(host.view())
                .add(port.view_with(input.attr("inputmode", "numeric")))
                .add(tls),
        )
        .add(
            el("p")
                .class("panel__note")
                .text(words.say(|texts| texts.agent_address_hint)),
        )
}

pub(super) fn script_panel(words: Words, live: Live, desk: AddressDesk) -> Element {
    let download = Callback::new(move |()| {
        let address = untrack(move || desk.get());
        let english = untrack(move || speaks_english(words));
        if let Ok(address) = address {
            let script = register_script(&live.origin(), &address, english);
            download::text_file(SCRIPT_NAME, "text/x-shellscript", &script);
        }
    });
    let problem = text(move || match desk.get() {
        Err(fault) => address_fault(words, fault).to_owned(),
        Ok(_) => String::new(),
    });
    el("section")
        .class("panel")
        .add(el("h2").text(words.say(|texts| texts.script_section)))
        .add(el("p").text(words.say(|texts| texts.script_sentence)))
        .add(el("p").class("field__problem").text(problem))
        .add(button(
            words.say(|texts| texts.script_download),
            ButtonKind::Plain,
            download,
        ))
}
