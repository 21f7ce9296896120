//! Constants that several parts share: the splitting tool makes files of them that only put data into
//! memory. The main module does that instead.

use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Memory, Module};

use crate::failure::{Failure, Outcome};

/// Bytes, and where they go in memory.
pub(super) type Placed = (i32, Vec<u8>);

/// What a module puts into memory, if it does nothing else: constants that several parts share.
pub(super) fn only_data(module: &Module) -> Option<Vec<Placed>> {
    let is_all = module.funcs.iter_local().next().is_none()
        && module.elements.iter().next().is_none()
        && module.exports.iter().next().is_none();
    let placed = module.data.iter().map(|data| match data.kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(at)),
            ..
        } => Some((at, data.value.clone())),
        _ => None,
    });
    placed.collect::<Option<Vec<_>>>().filter(|_| is_all)
}

/// Lets the module put this into its memory too.
pub(super) fn add_data(module: &mut Module, data: Vec<Placed>) -> Outcome<()> {
    let Some(memory) = module.memories.iter().next().map(Memory::id) else {
        return Err(Failure::new("the main module has no memory"));
    };
    for (at, bytes) in data.into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let offset = ConstExpr::Value(Value::I32(at));
        module.data.add(DataKind::Active { memory, offset }, bytes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::finish::split;

    /// A module with a memory and these bytes at 8, among whatever else.
    fn with_bytes(else_what: &[u8], bytes: &[u8]) -> Vec<u8> {
        let size = u8::try_from(bytes.len()).unwrap();
        let memory = b"\0asm\x01\0\0\0\x05\x03\x01\0\x01".as_slice();
        let data = [0x0b, size + 6, 1, 0, 0x41, 8, 0x0b, size];
        [memory, else_what, data.as_slice(), bytes].concat()
    }

    #[test]
    fn what_only_puts_data_into_memory_joins_the_main_module() {
        let parsed = |module: &[u8]| split::parsed(module).unwrap();
        let shared = only_data(&parsed(&with_bytes(b"", b"word"))).unwrap();
        assert_eq!(shared, [(8, b"word".to_vec())]);
        let mut exporting = parsed(&with_bytes(b"\x07\x05\x01\x01m\x02\0", b"word"));
        assert!(only_data(&exporting).is_none());

        add_data(
            &mut exporting,
            vec![(12, b"more".to_vec()), (40, Vec::new())],
        )
        .unwrap();
        let whole = parsed(&exporting.emit_wasm());
        let values: Vec<&[u8]> = whole.data.iter().map(|data| &*data.value).collect();
        assert_eq!(values, [b"word", b"more"]);
        assert_eq!(whole.exports.iter().count(), 1);
        assert!(add_data(&mut parsed(b"\0asm\x01\0\0\0"), Vec::new()).is_err());
    }
}
