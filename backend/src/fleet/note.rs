//! Public notes: the community's JSON about plan and billing, or a plain remark.

use super::noise::Key;

static PLAIN: [&str; 5] = [
    "Do not reboot without asking 🙏",
    "备用机，流量用完即停",
    "バックアップ専用",
    "Сервер для тестов",
    "Moves to the new rack in spring <soon> & stays there",
];

static CYCLES: [(&str, &str); 6] = [
    ("月", "$3.99"),
    ("m", "€4.49"),
    ("季", "￥59"),
    ("半年", "$18.50"),
    ("年", "$28.88"),
    ("yearly", "£120"),
];

static TRAFFIC: [&str; 5] = ["500GB/月", "1TB/月", "2TB/Month", "10TB/Month", "∞"];
static BANDWIDTHS: [&str; 4] = ["30Mbps", "200Mbps", "1Gbps", "10Gbps"];
static ROUTES: [&str; 4] = ["CN2,GIA", "CMI", "4837", "Tier 1"];
static EXTRAS: [&str; 3] = ["Anti-DDoS,IPv6 /64", "BBR", "Snapshots"];

/// The note of a server, if it has one; the first server always has one of the convention.
pub(super) fn public_note(index: u32, key: Key) -> Option<String> {
    let kind = if index == 0 { 0.0 } else { key.unit(0) };
    if kind < 0.5 {
        Some(convention(key))
    } else if index == 4 || kind < 0.65 {
        key.pick(1, &PLAIN).map(|text| (*text).to_owned())
    } else {
        None
    }
}

/// One of the convention's objects, with keys left out and oddities as owners leave them.
fn convention(key: Key) -> String {
    let mut parts = Vec::new();
    if key.happens(2, 0.9) {
        parts.push(format!("\"billingDataMod\":{{{}}}", billing(key)));
    }
    if parts.is_empty() || key.happens(3, 0.8) {
        parts.push(format!("\"planDataMod\":{{{}}}", plan(key)));
    }
    format!("{{{}}}", parts.join(","))
}

fn billing(key: Key) -> String {
    let (cycle, price) = key.pick(4, &CYCLES).copied().unwrap_or(("m", "$1"));
    let amount = match key.number(5) % 8 {
        0 => "0",
        1 => "-1",
        _ => price,
    };
    let end = match key.number(6) % 6 {
        0 => "0000-00-00T23:59:59+08:00",
        1 => "2026-10-01T23:59:59+08:00",
        2 => "2026-12-09T00:00:00Z",
        3 => "2027-02-28T23:59:59+09:00",
        _ => "2027-08-15T23:59:59+08:00",
    };
    let renewal = match key.number(7) % 4 {
        0 => "\"0\"",
        1 => "1",
        _ => "\"1\"",
    };
    format!(
        "\"startDate\":\"2025-03-01T00:00:00+08:00\",\"endDate\":\"{end}\",\
         \"autoRenewal\":{renewal},\"cycle\":\"{cycle}\",\"amount\":\"{amount}\""
    )
}

fn plan(key: Key) -> String {
    let text = |counter, list: &[&'static str]| key.pick(counter, list).copied().unwrap_or("");
    let mut fields = vec![
        format!("\"bandwidth\":\"{}\"", text(8, &BANDWIDTHS)),
        format!("\"trafficVol\":\"{}\"", text(9, &TRAFFIC)),
        format!("\"trafficType\":\"{}\"", text(10, &["1", "2", "3"])),
        "\"IPv4\":\"1\"".to_owned(),
        format!("\"IPv6\":\"{}\"", text(11, &["0", "1"])),
    ];
    if key.happens(12, 0.5) {
        fields.push(format!("\"networkRoute\":\"{}\"", text(13, &ROUTES)));
    }
    if key.happens(14, 0.3) {
        fields.push(format!("\"extra\":\"{}\"", text(15, &EXTRAS)));
    }
    fields.join(",")
}
