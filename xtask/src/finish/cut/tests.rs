//! A small module, linked by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

fn sized(content: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    write_leb128(&mut all, content.len());
    all.extend(content);
    all
}

fn section(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind], sized(content).as_slice()].concat()
}

fn custom(name: &str, content: &[u8]) -> Vec<u8> {
    section(0, &[sized(name.as_bytes()).as_slice(), content].concat())
}

/// A call of five bytes and no more.
fn call(function: u8) -> Vec<u8> {
    vec![0, 0x10, 0x80 | function, 0x80, 0x80, 0x80, 0, END]
}

const NAMES: [&str; 4] = [
    "run",
    "_RN4core9panicking5panic",
    "told",
    "_ZN4kept4core9panicking",
];

/// `run` calls `panic`, which writes with `told`; `kept` is named like an end and returns. `told`
/// reads the second of two constants of four bytes, `run` the first.
fn linked() -> Vec<u8> {
    let run = [
        vec![
            0, 0x10, 0x81, 0x80, 0x80, 0x80, 0, 0x10, 0x83, 0x80, 0x80, 0x80, 0,
        ],
        vec![0x41, 0x80, 0x88, 0x80, 0x80, 0, 0x1a, END],
    ]
    .concat();
    let panic = [&call(2)[..7], NEVER_RETURNS].concat();
    let told = vec![0, 0x41, 0x84, 0x88, 0x80, 0x80, 0, 0x1a, END];
    let kept = vec![0, NOP, END];
    let mut code = vec![4];
    let mut at = Vec::new();
    for body in [&run, &panic, &told, &kept] {
        at.push(code.len() + 1);
        code.extend(sized(body));
    }
    let mut symbols = vec![6];
    for (index, name) in (0..).zip(NAMES) {
        symbols.extend([0, 0, index]);
        symbols.extend(sized(name.as_bytes()));
    }
    for offset in [0, 4] {
        symbols.extend([1, 0, 1, b'c', 0, offset, 4]);
    }
    let linking = [&[2, 8], sized(&symbols).as_slice()].concat();
    let place = |function: usize, offset: usize| u8::try_from(at[function] + offset).unwrap();
    let relocations = [
        &[3, 5][..],
        &[0, place(0, 2), 1],
        &[0, place(0, 7), 3],
        &[4, place(0, 14), 4, 0],
        &[0, place(1, 2), 2],
        &[4, place(2, 2), 5, 0],
    ]
    .concat();
    [
        b"\0asm\x01\0\0\0".as_slice(),
        &section(1, &[1, 0x60, 0, 0]),
        &section(3, &[4, 0, 0, 0, 0]),
        &section(5, &[1, 0, 1]),
        &section(7, &[1, 3, b'r', b'u', b'n', 0, 0]),
        &section(10, &code),
        &section(
            11,
            &[&[1, 0, 0x41, 0x80, 0x08, END, 8][..], b"hearwork"].concat(),
        ),
        &custom("linking", &linking),
        &custom("reloc.CODE", &relocations),
    ]
    .concat()
}

#[test]
fn what_only_a_panic_needs_is_blank_and_all_else_stays() {
    let file = linked();
    let cut = without_panics(&file).unwrap();
    let (before, after) = (Linked::read(&file).unwrap(), Linked::read(&cut).unwrap());
    let body = |linked: &Linked<'_>, file: &[u8], index: usize| {
        file[linked.bodies[index].clone()].to_vec()
    };
    for index in [0, 3] {
        assert_eq!(body(&after, &cut, index), body(&before, &file, index));
    }
    for index in [1, 2] {
        let blank = body(&after, &cut, index);
        assert_eq!(blank[..2], [0, UNREACHABLE]);
        assert!(blank[2..blank.len() - 1].iter().all(|byte| *byte == NOP));
    }
    assert!(cut.windows(8).any(|bytes| bytes == b"hear\0\0\0\0"));
    let left: Vec<u32> = after
        .code_relocations
        .iter()
        .map(|entry| entry.index)
        .collect();
    assert_eq!(left, [1, 3, 4]);
}

#[test]
fn what_has_no_relocations_stays_as_it_is() {
    let file = [b"\0asm\x01\0\0\0".as_slice(), &section(1, &[1, 0x60, 0, 0])].concat();
    assert_eq!(without_panics(&file).unwrap(), file);
    assert!(without_panics(b"<!doctype html>").is_err());
}
