//! JSON the way Go's `encoding/json` writes and reads it, which is what V0's clients know.

mod read;
mod write;

pub(crate) use read::{ReadError, read_object};
pub(crate) use write::to_string;
