//! Calls from a part into the main module, without the detour that the splitting tool leaves.
//!
//! It lets a part call the main module's functions by their places in the table, from functions of the
//! part's own that do nothing else: hundreds on a server's page, and a browser compiles each of them
//! before its first call. Here the main module exports what is called so, and the part imports it.

use std::collections::BTreeMap;

use walrus::ir::{Instr, LocalGet, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, LocalFunction, Module, TypeId,
};

/// What the parts call the main module.
const MAIN: &str = "__wasm_split";

/// The functions that the main module puts into a table, by their places.
pub(super) struct Table(BTreeMap<i32, FunctionId>);

impl Table {
    /// That of this module.
    pub(super) fn of(main: &Module) -> Self {
        let mut places = BTreeMap::new();
        for element in main.elements.iter() {
            let ElementKind::Active {
                offset: ConstExpr::Value(Value::I32(start)),
                ..
            } = element.kind
            else {
                continue;
            };
            match &element.items {
                ElementItems::Functions(functions) => {
                    places.extend((start..).zip(functions.iter().copied()));
                }
                ElementItems::Expressions(_, items) => {
                    let functions = (start..).zip(items).filter_map(|(place, item)| match item {
                        ConstExpr::RefFunc(function) => Some((place, *function)),
                        _ => None,
                    });
                    places.extend(functions);
                }
            }
        }
        Self(places)
    }

    /// Lets the part call the main module's functions directly.
    pub(super) fn shorten(&self, main: &mut Module, part: &mut Module) {
        let detours: Vec<(FunctionId, i32, TypeId)> = part
            .funcs
            .iter_local()
            .filter_map(|(id, function)| Some((id, detour(function)?, function.ty())))
            .collect();
        let mut ways = BTreeMap::new();
        for (detour, place, ty) in detours {
            let Some(&function) = self.0.get(&place) else {
                // Another part puts it there.
                continue;
            };
            let there = main.types.get(main.funcs.get(function).ty());
            let here = part.types.get(ty);
            if (there.params(), there.results()) != (here.params(), here.results()) {
                continue;
            }
            let name = format!("f{place}");
            let is_known = main.exports.iter().any(|export| export.name == name);
            if !is_known {
                main.exports.add(&name, ExportItem::Function(function));
            }
            let (way, _) = part.add_import_func(MAIN, &name, ty);
            ways.insert(detour, way);
        }
        let mut redirect = Redirect(ways);
        for (_, function) in part.funcs.iter_local_mut() {
            let entry = function.entry_block();
            dfs_pre_order_mut(&mut redirect, function, entry);
        }
    }
}

/// The place in the table that a function calls with its own arguments, if it does nothing else.
fn detour(function: &LocalFunction) -> Option<i32> {
    let body = function.block(function.entry_block());
    let mut instructions = body.instrs.iter().map(|(instruction, _)| instruction);
    for argument in &function.args {
        match instructions.next()? {
            Instr::LocalGet(LocalGet { local }) if local == argument => {}
            _ => return None,
        }
    }
    let Instr::Const(place) = instructions.next()? else {
        return None;
    };
    let (Value::I32(place), Instr::CallIndirect(_)) = (place.value, instructions.next()?) else {
        return None;
    };
    instructions.next().is_none().then_some(place)
}

/// Replaces functions by others wherever they are named.
struct Redirect(BTreeMap<FunctionId, FunctionId>);

impl VisitorMut for Redirect {
    fn visit_function_id_mut(&mut self, function: &mut FunctionId) {
        if let Some(way) = self.0.get(function) {
            *function = *way;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use walrus::{FunctionBuilder, RefType, ValType};

    use super::*;

    /// A module whose table has an increment at place 7.
    fn main_module() -> Module {
        let mut main = Module::default();
        let table = main.tables.add_local(false, 8, None, RefType::FUNCREF);
        let mut increment = FunctionBuilder::new(&mut main.types, &[ValType::I32], &[ValType::I32]);
        let argument = main.locals.add(ValType::I32);
        increment
            .func_body()
            .local_get(argument)
            .i32_const(1)
            .binop(walrus::ir::BinaryOp::I32Add);
        let increment = increment.finish(vec![argument], &mut main.funcs);
        let offset = ConstExpr::Value(Value::I32(7));
        main.elements.add(
            ElementKind::Active { table, offset },
            ElementItems::Functions(vec![increment]),
        );
        main
    }

    /// A module that exports a caller of what lies at this place of its table.
    fn part_module(place: i32) -> Module {
        let mut part = Module::default();
        let (table, _) = part.add_import_table(MAIN, "t", false, 8, None, RefType::FUNCREF);
        let ty = part.types.add(&[ValType::I32], &[ValType::I32]);
        let mut detour = FunctionBuilder::new(&mut part.types, &[ValType::I32], &[ValType::I32]);
        let argument = part.locals.add(ValType::I32);
        detour
            .func_body()
            .local_get(argument)
            .i32_const(place)
            .call_indirect(ty, table);
        let detour = detour.finish(vec![argument], &mut part.funcs);
        let mut caller = FunctionBuilder::new(&mut part.types, &[], &[ValType::I32]);
        caller.func_body().i32_const(41).call(detour);
        let caller = caller.finish(Vec::new(), &mut part.funcs);
        part.exports.add("caller", caller);
        part
    }

    /// What is left in the part's file: how many functions of its own, and what it imports.
    fn left(mut part: Module) -> (usize, Vec<String>) {
        walrus::passes::gc::run(&mut part);
        let imports = part.imports.iter().map(|import| import.name.clone());
        (part.funcs.iter_local().count(), imports.collect())
    }

    #[test]
    fn a_call_of_the_main_modules_function_needs_no_function_between() {
        let (mut main, mut part) = (main_module(), part_module(7));
        let table = Table::of(&main);
        table.shorten(&mut main, &mut part);
        table.shorten(&mut main, &mut part_module(7));
        assert_eq!(left(part), (1, vec!["f7".to_owned()]));
        let exports: Vec<&str> = main.exports.iter().map(|export| &*export.name).collect();
        assert_eq!(exports, ["f7"]);
    }

    #[test]
    fn what_another_part_puts_into_the_table_is_called_there() {
        let (mut main, mut part) = (main_module(), part_module(6));
        Table::of(&main).shorten(&mut main, &mut part);
        assert_eq!(left(part), (2, vec!["t".to_owned()]));
        assert_eq!(main.exports.iter().count(), 0);
    }
}
