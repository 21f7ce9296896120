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

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::domain::billing::{Amount, Billing, Cycle, End, moment, zone_ms};
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
        Some(match terms_of(text) {
            Ok(Some(terms)) => Self::Terms(Box::new(terms)),
            _ => Self::Plain(text.to_owned()),
        })
    }
}

/// The two objects of the convention, which owners write by hand: each is read only if it is an object.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoteDto<'a> {
    #[serde(borrow)]
    billing_data_mod: Option<&'a RawValue>,
    plan_data_mod: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct BillingDto {
    start_date: Said,
    end_date: Said,
    auto_renewal: Said,
    cycle: Said,
    amount: Said,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PlanDto {
    bandwidth: Said,
    traffic_vol: Said,
    traffic_type: Said,
    #[serde(rename = "IPv4")]
    ipv4: Said,
    #[serde(rename = "IPv6")]
    ipv6: Said,
    network_route: Said,
    extra: Said,
}

/// What the convention's object says; nothing of a text that has neither of its two halves.
fn terms_of(text: &str) -> serde_json::Result<Option<Terms>> {
    if !text.starts_with('{') {
        return Ok(None);
    }
    let note: NoteDto<'_> = serde_json::from_str(text)?;
    let billing: Option<BillingDto> = half(note.billing_data_mod)?;
    let plan: Option<PlanDto> = half(note.plan_data_mod)?;
    let is_told = billing.is_some() || plan.is_some();
    Ok(is_told.then(|| Terms {
        billing: billing.map(Billing::from).unwrap_or_default(),
        plan: plan.map(Plan::from).unwrap_or_default(),
    }))
}

/// One half of the note; nothing where something other than an object stands in its place.
fn half<'a, T: Deserialize<'a>>(written: Option<&'a RawValue>) -> serde_json::Result<Option<T>> {
    let object = written
        .map(RawValue::get)
        .filter(|text| text.starts_with('{'));
    object.map(serde_json::from_str).transpose()
}

impl From<BillingDto> for Billing {
    fn from(dto: BillingDto) -> Self {
        let (start, end) = (dto.start_date.0, dto.end_date.0);
        Self {
            start: moment(&start, "T00:00:00Z"),
            end: End::of(&end),
            zones_ms: [zone_ms(&start), zone_ms(&end)],
            renews: dto.auto_renewal.is_yes(),
            cycle: Cycle::of(&dto.cycle.0),
            amount: Amount::of(&dto.amount.0),
        }
    }
}

impl From<PlanDto> for Plan {
    fn from(dto: PlanDto) -> Self {
        Self {
            bandwidth: dto.bandwidth.0.trim().to_owned(),
            traffic_volume: dto.traffic_vol.0.trim().to_owned(),
            traffic_type: match dto.traffic_type.0.trim() {
                "1" => TrafficType::Outbound,
                "3" => TrafficType::Larger,
                _ => TrafficType::Both,
            },
            has_ipv4: dto.ipv4.is_yes(),
            has_ipv6: dto.ipv6.is_yes(),
            routes: dto.network_route.list(),
            extras: dto.extra.list(),
        }
    }
}

/// "All values strings, any key may be missing", "`autoRenewal` is sometimes a number": a number and a
/// truth are read as the text an owner would have written, and anything else as an empty one.
#[derive(Default)]
struct Said(String);

impl Said {
    fn is_yes(&self) -> bool {
        matches!(self.0.trim(), "1" | "true" | "yes")
    }

    fn list(&self) -> Vec<String> {
        let items = self.0.split([',', '，']).map(str::trim);
        let items = items.filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Anything;

        impl<'de> Visitor<'de> for Anything {
            type Value = Said;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("anything")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Said, E> {
                Ok(Said(text.to_owned()))
            }

            fn visit_bool<E: Error>(self, is_true: bool) -> Result<Said, E> {
                Ok(Said(u8::from(is_true).to_string()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Said, E> {
                Ok(Said(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Said, E> {
                Ok(Said(number.to_string()))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Said, E> {
                Ok(Said(units::at_most(number, 3)))
            }

            fn visit_unit<E: Error>(self) -> Result<Said, E> {
                Ok(Said::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Said, A::Error> {
                IgnoredAny.visit_seq(items).map(|_| Said::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Said, A::Error> {
                IgnoredAny.visit_map(fields).map(|_| Said::default())
            }
        }

        deserializer.deserialize_any(Anything)
    }
}
