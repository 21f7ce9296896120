//! Where memory comes from.
//!
//! The standard library's allocator is the app's largest function, which browsers find busy enough to
//! compile twice while a page opens. This one is a third of it and does the same in less time.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// A page has one thread.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();
