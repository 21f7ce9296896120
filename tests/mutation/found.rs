//! Texts that are worth keeping: ends of what can be written, and whatever a mutation ever finds.

use super::mutations::Kind;
use super::page::Page;

/// The texts, and what they are meant to be.
const KEPT: [(Kind, &str); 4] = [
    // A time before year one, and one of sixty seconds.
    (
        Kind::Frame,
        r#"{"now":1,"servers":[{"ID":1,"LastActive":"-1-01-01T00:00:00Z"},{"ID":2,"LastActive":"9999-12-31T23:59:60.999999999+14:00"}]}"#,
    ),
    // The same server twice, with and without a state.
    (
        Kind::Frame,
        r#"{"now":9223372036854775807,"servers":[{"ID":1,"State":null},{"ID":1,"State":{"CPU":1e308}}]}"#,
    ),
    (
        Kind::History,
        r#"{"code":0,"result":[{"monitor_id":1,"server_id":1,"monitor_name":"","server_name":"","created_at":[-9223372036854775808,9223372036854775807],"avg_delay":[5e-324,1e308]}]}"#,
    ),
    (Kind::Other, "{\"code\":0,\"result\":[[[[[[[["),
];

#[test]
fn what_was_kept_is_a_value_or_a_word() {
    for (kind, text) in KEPT {
        Page::new().hear(kind, text);
    }
}
