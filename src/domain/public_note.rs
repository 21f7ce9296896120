//! A server's public remark: plan and billing by the community's convention, or plain text.
//!
//! ```json
//! {"billingDataMod": {"startDate": "…", "endDate": "…", "autoRenewal": "1", "cycle": "月", "amount": "$3.99"},
//!  "planDataMod": {"bandwidth": "1Gbps", "trafficVol": "1TB", "trafficType": "1", "IPv4": "1", "IPv6": "1",
//!                  "networkRoute": "CN2,GIA", "extra": "a,b"}}
//! ```
//!
//! All values are texts by the convention and something else now and then; any key may be missing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::billing::{Amount, Billing, Cycle, End, moment};
use crate::domain::units;

/// What a public remark says.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicNote {
    /// A remark in the owner's words, to be shown as text.
    Plain(String),
    /// The convention's object.
    Terms(Box<Terms>),
}

/// What the convention's object says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// What it costs, and until when it is paid.
    pub billing: Billing,
    /// What one gets for it.
    pub plan: Plan,
}

/// What one gets for the money. An empty text or list was not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the owner's words: `30Mbps`.
    pub bandwidth: String,
    /// In the owner's words: `1TB/月`.
    pub traffic_volume: String,
    /// What counts towards the volume.
    pub traffic_type: TrafficType,
    /// Whether there is an IPv4 address.
    pub has_ipv4: bool,
    /// Whether there is an IPv6 address.
    pub has_ipv6: bool,
    /// Networks it is reached through: `CN2`, `GIA`.
    pub routes: Vec<String>,
    /// Anything else, in the owner's words.
    pub extras: Vec<String>,
}

/// What counts towards a traffic volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrafficType {
    /// What is sent (`1`).
    Outbound,
    /// The larger of what is sent and what is received (`3`).
    Larger,
    /// What is sent and what is received together: all else, and nothing told.
    #[default]
    Both,
}

impl PublicNote {
    /// Reads a remark; `None` of a blank one. Whatever is not a JSON object with one of the
    /// convention's two objects in it is plain text.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let terms = text.starts_with('{').then(|| terms_of(text)).flatten();
        Some(terms.map_or_else(
            || Self::Plain(text.to_owned()),
            |terms| Self::Terms(Box::new(terms)),
        ))
    }
}

fn terms_of(text: &str) -> Option<Terms> {
    let mut draft = Draft::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let root = Reader {
        draft: &mut draft,
        part: Part::Note,
    };
    root.deserialize(&mut json).ok()?;
    json.end().ok()?;
    draft.is_told.then_some(draft.terms)
}

#[derive(Default)]
struct Draft {
    terms: Terms,
    is_told: bool,
    /// The text that was read last.
    text: String,
}

impl Draft {
    fn take_billing(&mut self, key: &str) {
        let (billing, text) = (&mut self.terms.billing, self.text.as_str());
        match key {
            "startDate" => billing.start = moment(text, "T00:00:00Z"),
            "endDate" => billing.end = End::of(text),
            "autoRenewal" => billing.renews = is_yes(text),
            "cycle" => billing.cycle = Cycle::of(text),
            "amount" => billing.amount = Amount::of(text),
            _ => {}
        }
    }

    fn take_plan(&mut self, key: &str) {
        let (plan, text) = (&mut self.terms.plan, self.text.trim());
        match key {
            "bandwidth" => text.clone_into(&mut plan.bandwidth),
            "trafficVol" => text.clone_into(&mut plan.traffic_volume),
            "trafficType" => {
                plan.traffic_type = match text {
                    "1" => TrafficType::Outbound,
                    "3" => TrafficType::Larger,
                    _ => TrafficType::Both,
                }
            }
            "IPv4" => plan.has_ipv4 = is_yes(text),
            "IPv6" => plan.has_ipv6 = is_yes(text),
            "networkRoute" => plan.routes = list_of(text),
            "extra" => plan.extras = list_of(text),
            _ => {}
        }
    }
}

fn is_yes(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "yes")
}

fn list_of(text: &str) -> Vec<String> {
    let items = text.split([',', '，']).map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}

/// Where in the note a reader stands.
#[derive(Clone, Copy)]
enum Part {
    Note,
    Billing,
    Plan,
    /// A key, or a value that is wanted as text.
    Text,
    /// Nothing anybody knows.
    Unknown,
}

/// Reads any JSON there may be at a place: one reader for objects, keys and values, because each
/// type that is read costs its code again.
struct Reader<'a> {
    draft: &'a mut Draft,
    part: Part,
}

impl Reader<'_> {
    fn keep(self, text: &str) {
        if matches!(self.part, Part::Text) {
            text.clone_into(&mut self.draft.text);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // What is no text and no number reads as an empty text.
        if matches!(self.part, Part::Text) {
            self.draft.text.clear();
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a note")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let draft = self.draft;
        draft.is_told |= matches!(self.part, Part::Billing | Part::Plan);
        loop {
            let key = Reader {
                draft: &mut *draft,
                part: Part::Text,
            };
            if object.next_key_seed(key)?.is_none() {
                return Ok(());
            }
            let key = std::mem::take(&mut draft.text);
            let part = match (self.part, key.as_str()) {
                (Part::Note, "billingDataMod") => Part::Billing,
                (Part::Note, "planDataMod") => Part::Plan,
                (Part::Billing | Part::Plan, _) => Part::Text,
                _ => Part::Unknown,
            };
            object.next_value_seed(Reader {
                draft: &mut *draft,
                part,
            })?;
            match self.part {
                Part::Billing => draft.take_billing(&key),
                Part::Plan => draft.take_plan(&key),
                _ => {}
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.keep(text);
        Ok(())
    }

    fn visit_bool<E: Error>(self, is_set: bool) -> Result<(), E> {
        self.keep(if is_set { "1" } else { "0" });
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.keep(&number.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.keep(&number.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.keep(&units::at_most(number, 3));
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
