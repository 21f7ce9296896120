//! Sets up, builds, serves and tests Lotus: `cargo xtask --help`.

mod apt;
mod arguments;
mod bench;
mod budget;
mod bundle;
mod failure;
mod finish;
mod lockfile;
mod process;
mod project;
mod serve;
mod source_paths;
mod terminal;
mod test;
mod tools;

use std::process::ExitCode;

use arguments::Command;
use failure::Outcome;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            terminal::error(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<ExitCode> {
    let command = Command::parse(std::env::args().skip(1))?;
    let project = project::Project::locate()?;
    match command {
        Command::Help => {
            terminal::line(arguments::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Command::Tools => tools::prepare(&project).map(|_| ExitCode::SUCCESS),
        Command::Build { profile } => {
            let tools = tools::prepare(&project)?;
            bundle::build_app(&project, &tools, profile)?;
            let backend = bundle::build_backend(&project)?;
            terminal::step(&format!(
                "app in {}, backend at {}",
                project.dist().display(),
                backend.display()
            ));
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve { profile, options } => serve::serve(&project, profile, &options),
        Command::Test { scope } => Ok(test::test(&project, scope)),
        Command::TestNamed { files } => Ok(test::test_named(&project, &files)),
        Command::Bench { parts } => bench::bench(&project, &parts),
        Command::Finish => finish::finish(&project).map(|()| ExitCode::SUCCESS),
    }
}
