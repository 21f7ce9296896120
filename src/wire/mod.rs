//! The wire: what a Nezha V0 dashboard sends, exactly as it sends it, and the way from there into
//! [`crate::domain`].
//!
//! Types here end in `Dto` and keep the wire's names and order. They borrow from the text they were
//! read from where JSON allows it, tolerate what servers of all ages really send (absent keys,
//! `null`, keys nobody knows), and refuse what has no meaning with an
//! [`ApiError`](crate::domain::error::ApiError).
//!
//! The embedded backend writes the same types, so that both sides of the contract are one text.

mod answer;
mod frame;
mod monitor;
mod quirks;
mod register;
mod server;
mod token;

pub use answer::{Answer, EnvelopeDto, Success, check, decode};
pub use frame::{FrameDto, FrameServerDto, Hosts, decode_frame, decode_next_frame};
pub use monitor::{DelaysDto, MonitorHistoryDto, decode_histories};
pub use quirks::TextDto;
pub use register::{RegisterAnswerDto, RegisterRequestDto, decode_registered, register_request};
pub use server::{
    HostDto, ServerDetailsDto, ServerListItemDto, StateDto, TemperatureDto, decode_details,
    decode_list, decode_listed,
};
pub use token::{
    NewTokenDto, TokenDto, TokenRequestDto, decode_deleted, decode_new_token, decode_tokens,
    token_request,
};
