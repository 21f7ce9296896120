//! A server's public remark: plan and billing by the community's convention, or plain text.
//!
//! ```json
//! {"billingDataMod": {"startDate": "…", "endDate": "…", "autoRenewal": "1", "cycle": "月", "amount": "$3.99"},
//!  "planDataMod": {"bandwidth": "1Gbps", "trafficVol": "1TB", "trafficType": "1", "IPv4": "1", "IPv6": "1",
//!                  "networkRoute": "CN2,GIA", "extra": "a,b"}}
//! ```
//!
//! All values are texts by the convention and something else now and then; any key may be missing. Other
//! generators add parts of their own, of which `customData` has what is worth showing; all else is
//! passed over. Some leave commas at the end of lists and comments: those are read too. What is JSON and
//! says nothing that is known is shown to nobody.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::domain::billing::{Amount, Billing, Cycle, End, moment, zone_ms};
use crate::domain::plausible::is_blank;
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
    /// What other generators add.
    pub custom: Custom,
    /// The owner's words around the object.
    pub remark: String,
}

/// What `customData` says; an empty text was not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    /// Where the server is, in the owner's words: `HKG`.
    pub location: String,
    /// What the owner says of it.
    pub slogan: String,
    /// An address beginning with `https://`, by which one gets such a server.
    pub link: String,
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
    /// Reads a remark; `None` of a blank one, and of JSON that says nothing known. What is no JSON is
    /// plain text.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('\u{feff}');
        if is_blank(text) || text == "null" {
            return None;
        }
        // Some write the object's text as a text once more.
        if text.starts_with("\"{")
            && let Ok(inner) = serde_json::from_str::<String>(text)
        {
            return Self::of(&inner);
        }
        let Some(start) = json_in(text) else {
            return Some(Self::Plain(text.to_owned()));
        };
        let (before, json) = text.split_at(start);
        let read = terms_of(json).or_else(|_| terms_of(&relaxed(json)));
        let (terms, after) = read.unwrap_or_default();
        let words = [before.trim(), after.trim()];
        let words = words.into_iter().filter(|words| !words.is_empty());
        let remark = words.collect::<Vec<_>>().join("\n");
        match terms {
            Some(terms) => Some(Self::Terms(Box::new(Terms { remark, ..terms }))),
            None if is_blank(&remark) => None,
            None => Some(Self::Plain(remark)),
        }
    }
}

/// Where an object or a list of JSON begins in a text: a bracket, and what may follow it there.
fn json_in(text: &str) -> Option<usize> {
    text.bytes().enumerate().position(|(at, bracket)| {
        let inside = || text.get(at + 1..).unwrap_or_default().trim_start();
        let follows = |beginnings: &[&str]| {
            let inside = inside();
            beginnings.iter().any(|begin| inside.starts_with(begin))
        };
        match bracket {
            b'{' => follows(&["\"", "}", "//", "/*"]),
            // Words may stand in brackets: only a list that begins the text is one.
            b'[' => at == 0 && follows(&["\"", "{", "[", "]"]),
            _ => false,
        }
    })
}

/// JSON without the comments, and without the commas before a closing bracket, that people leave in it.
fn relaxed(json: &str) -> String {
    let mut clean = String::with_capacity(json.len());
    let mut letters = json.chars().peekable();
    // A comma stands only where something follows it.
    let mut comma = false;
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('/', Some('/')) => while letters.next_if(|letter| *letter != '\n').is_some() {},
            ('/', Some('*')) => {
                letters.next();
                let mut last = ' ';
                for letter in letters.by_ref() {
                    if last == '*' && letter == '/' {
                        break;
                    }
                    last = letter;
                }
            }
            (',', _) => comma = true,
            (letter, _) if letter.is_whitespace() => clean.push(letter),
            (letter, _) => {
                if std::mem::take(&mut comma) && !matches!(letter, '}' | ']') {
                    clean.push(',');
                }
                clean.push(letter);
                if letter == '"' {
                    // A text is copied as it is.
                    let mut is_escaped = false;
                    for letter in letters.by_ref() {
                        clean.push(letter);
                        if letter == '"' && !is_escaped {
                            break;
                        }
                        is_escaped = letter == '\\' && !is_escaped;
                    }
                }
            }
        }
    }
    clean
}

/// The objects of the convention, which owners write by hand: each is read only if it is an object.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoteDto<'a> {
    #[serde(borrow)]
    billing_data_mod: Option<&'a RawValue>,
    plan_data_mod: Option<&'a RawValue>,
    custom_data: Option<&'a RawValue>,
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

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CustomDto {
    location: Said,
    slogan: Said,
    order_link: Said,
    link: Said,
    url: Said,
}

/// What the convention's object says, nothing of one that has none of its parts; and what follows it.
fn terms_of(text: &str) -> serde_json::Result<(Option<Terms>, String)> {
    if !text.starts_with('{') {
        return Ok(<_>::default());
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<NoteDto<'_>>();
    let Some(note) = values.next().transpose()? else {
        return Ok(<_>::default());
    };
    let rest = text.get(values.byte_offset()..).unwrap_or_default();
    let billing: Option<BillingDto> = part(note.billing_data_mod)?;
    let plan: Option<PlanDto> = part(note.plan_data_mod)?;
    let custom: Option<CustomDto> = part(note.custom_data)?;
    let is_told = billing.is_some() || plan.is_some() || custom.is_some();
    let terms = is_told.then(|| Terms {
        billing: billing.map(Billing::from).unwrap_or_default(),
        plan: plan.map(Plan::from).unwrap_or_default(),
        custom: custom.map(Custom::from).unwrap_or_default(),
        remark: String::new(),
    });
    Ok((terms, rest.to_owned()))
}

/// One part of the note; nothing where something other than an object stands in its place.
fn part<'a, T: Deserialize<'a>>(written: Option<&'a RawValue>) -> serde_json::Result<Option<T>> {
    let object = written
        .map(RawValue::get)
        .filter(|text| text.starts_with('{'));
    object.map(serde_json::from_str).transpose()
}

impl From<CustomDto> for Custom {
    fn from(dto: CustomDto) -> Self {
        let text = |said: &Said| {
            let text = said.0.trim();
            if is_blank(text) {
                String::new()
            } else {
                text.to_owned()
            }
        };
        let links = [&dto.order_link, &dto.link, &dto.url].map(|said| said.0.trim());
        let link = links.into_iter().find(|link| is_link(link));
        Self {
            location: text(&dto.location),
            slogan: text(&dto.slogan),
            link: link.unwrap_or_default().to_owned(),
        }
    }
}

/// Whether a text is an address that may be followed: of a host, encrypted, and with nobody's name in
/// front of it, which would pass for the host.
fn is_link(text: &str) -> bool {
    host_of(text).is_some_and(|host| host.contains('.') && !host.contains('@'))
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control())
}

/// The host of an address that begins with `https://`, with its port.
pub fn host_of(link: &str) -> Option<&str> {
    let scheme = link.get(..8)?;
    let rest = link.get(8..)?;
    let host = rest.split(['/', '?', '#', '\\']).next()?;
    (scheme.eq_ignore_ascii_case("https://") && !host.is_empty()).then_some(host)
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
            has_ipv4: dto.ipv4.is_any(),
            has_ipv6: dto.ipv6.is_any(),
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

    /// Whether there is something: a count, an address, a yes.
    fn is_any(&self) -> bool {
        let said = self.0.trim().to_ascii_lowercase();
        !matches!(said.as_str(), "" | "0" | "false" | "no")
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
