//! Where agents reach the dashboard, which its owner knows and no answer tells.

use leptos::prelude::*;

use crate::domain::install::{AddressFault, AgentAddress, DEFAULT_PORT};
use crate::domain::register_script::{SCRIPT_NAME, register_script};
use crate::i18n::{Language, Texts};
use crate::live::use_live;
use crate::platform::storage::{self, Keep};
use crate::platform::{download, page};
use crate::ui::{Button, TextField, TickBox, use_language, use_texts, word};

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
        Effect::new(move |former: Option<()>| {
            // What it begins with is no news.
            if let (Some(()), Ok(address)) = (former, desk.get()) {
                storage::write(Keep::Device, ADDRESS_KEY, &address.to_line());
            }
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
pub(super) fn speaks_english(language: Language) -> bool {
    !matches!(language, Language::ZhCn | Language::ZhTw)
}

/// What is wrong with an address, in words.
pub(super) fn address_fault(texts: &Texts, fault: AddressFault) -> &'static str {
    match fault {
        AddressFault::Port => texts.agent_port_wrong,
        AddressFault::NoHost | AddressFault::Character(_) | AddressFault::NoAddress => {
            texts.agent_host_wrong
        }
    }
}

/// Where the address is typed.
#[component]
pub(super) fn AddressPanel(desk: AddressDesk) -> impl IntoView {
    let texts = use_texts();
    let fault = move |of_port: bool| {
        Signal::derive(move || match desk.get() {
            Err(fault) if of_port == (fault == AddressFault::Port) => {
                address_fault(texts, fault).to_owned()
            }
            Ok(_) | Err(_) => String::new(),
        })
    };
    view! {
        <section class="panel">
            <h2>{texts.agent_address}</h2>
            <div class="address">
                <TextField
                    id="agent-host"
                    label=texts.agent_host
                    value=desk.host
                    problem=fault(false)
                />
                // Not a number's field: a browser tells nothing of what it takes for none.
                <TextField
                    id="agent-port"
                    label=texts.agent_port
                    value=desk.port
                    problem=fault(true)
                    inputmode="numeric"
                />
                <TickBox label=texts.agent_tls is_switch=true value=desk.tls />
            </div>
            <p class="panel__note">{texts.agent_address_hint}</p>
        </section>
    }
}

/// The script that registers a server from its own command line.
#[component]
pub(super) fn ScriptPanel(desk: AddressDesk) -> impl IntoView {
    let texts = use_texts();
    let english = speaks_english(use_language());
    let live = use_live();
    let download = Callback::new(move |()| {
        let address = untrack(move || desk.get());
        if let Ok(address) = address {
            let script = register_script(&live.origin(), &address, english);
            download::text_file(SCRIPT_NAME, "text/x-shellscript", &script);
        }
    });
    let problem = word(move || match desk.get() {
        Err(fault) => address_fault(texts, fault),
        Ok(_) => "",
    });
    view! {
        <section class="panel">
            <h2>{texts.script_section}</h2>
            <p>{texts.script_sentence}</p>
            <p class="field__problem">{problem}</p>
            <Button label=texts.script_download press=download />
        </section>
    }
}
