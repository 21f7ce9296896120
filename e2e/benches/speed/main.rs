//! How fast Lotus is, as ratios to other ways to show the same, measured in one run: started by
//! `cargo xtask bench`, which builds what is measured and says where it lies.

#![allow(clippy::print_stdout)]

mod alone;
mod data;
mod measure;
mod others;
mod overview;
mod soak;
mod table;
mod whole;

use std::process::ExitCode;

use lotus_e2e::Outcome;
use table::Table;

/// Parts of the run: those that are named on the command line, else all.
const PARTS: [&str; 5] = ["alone", "whole", "overview", "others", "soak"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let named: Vec<String> = std::env::args().skip(1).collect();
    match run(&named).await {
        Ok(table) => {
            println!("\n{table}");
            if table.is_over() {
                println!("A limit is broken.");
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(named: &[String]) -> Outcome<Table> {
    let mut table = Table::default();
    let chosen = |part: &str| {
        let is_named = |name: &String| name == part;
        named.iter().any(is_named) || !named.iter().any(|name| PARTS.contains(&name.as_str()))
    };
    if chosen("alone") {
        alone::measure(&mut table).await?;
    }
    if chosen("whole") {
        whole::measure(&mut table).await?;
    }
    if chosen("overview") {
        overview::measure(&mut table).await?;
    }
    if chosen("others") {
        others::measure(&mut table).await?;
    }
    if chosen("soak") {
        soak::measure(&mut table).await?;
    }
    Ok(table)
}
