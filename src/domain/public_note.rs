//! A server's public remark: plan and billing by the community's convention, or plain text.
//!
//! ```json
//! {"billingDataMod": {"startDate": "…", "endDate": "…", "autoRenewal": "1", "cycle": "月", "amount": "$3.99"},
//!  "planDataMod": {"bandwidth": "1Gbps", "trafficVol": "1TB", "trafficType": "1", "IPv4": "1", "IPv6": "1",
//!                  "networkRoute": "CN2,GIA", "extra": "a,b"}}
//! ```
//!
//! All values are texts by the convention and something else now and then; any key may be missing.

use crate::domain::billing::{Amount, Billing, Cycle, End, moment, zone_ms};
use crate::domain::json::{self, Json, Kind, Malformed};
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
    json::read_with(text, &mut |json| read(json, &mut draft, Part::Note)).ok()?;
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
        let [start_zone, end_zone] = &mut billing.zones_ms;
        match key {
            "startDate" => {
                billing.start = moment(text, "T00:00:00Z");
                *start_zone = zone_ms(text);
            }
            "endDate" => {
                billing.end = End::of(text);
                *end_zone = zone_ms(text);
            }
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
    /// A value that is wanted as text.
    Text,
    /// Nothing anybody knows.
    Unknown,
}

/// Reads whatever stands at a place of the note.
fn read(json: &mut Json<'_>, draft: &mut Draft, part: Part) -> Result<(), Malformed> {
    // What is no text and no number reads as an empty text.
    draft.text.clear();
    let kind = json.kind()?;
    if kind == Kind::Object {
        return read_object(json, draft, part);
    }
    if !matches!(part, Part::Text) {
        return json.skip();
    }
    match kind {
        Kind::Text => json.text()?.as_ref().clone_into(&mut draft.text),
        Kind::Truth => draft.text.push(if json.truth()? { '1' } else { '0' }),
        Kind::Number => {
            let number = json.number()?;
            let float = number.float();
            draft.text = match number.whole() {
                Some((true, size)) => format!("-{size}"),
                Some((false, size)) => size.to_string(),
                None if float.is_finite() => units::at_most(float, 3),
                None => return Err(Malformed),
            };
        }
        Kind::Null | Kind::Array | Kind::Object => return json.skip(),
    }
    Ok(())
}

fn read_object(json: &mut Json<'_>, draft: &mut Draft, part: Part) -> Result<(), Malformed> {
    draft.is_told |= matches!(part, Part::Billing | Part::Plan);
    json.object(&mut |json, key| {
        let inner = match (part, key) {
            (Part::Note, "billingDataMod") => Part::Billing,
            (Part::Note, "planDataMod") => Part::Plan,
            (Part::Billing | Part::Plan, _) => Part::Text,
            _ => Part::Unknown,
        };
        read(json, draft, inner)?;
        match part {
            Part::Billing => draft.take_billing(key),
            Part::Plan => draft.take_plan(key),
            _ => {}
        }
        Ok(())
    })
}
