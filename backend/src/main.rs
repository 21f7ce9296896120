//! The program around the library.

use std::process::ExitCode;

use clap::Parser;
use lotus_backend::Options;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let outcome = runtime.block_on(lotus_backend::run(options));
    // Nobody is waited for: what was answered with success is on the disk.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("lotus-backend: {error}");
    ExitCode::FAILURE
}
