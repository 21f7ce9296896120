//! Programs to start from: ready to run against this dashboard with a token.
//!
//! Each asks for the list, for one server's details and for one server's history, with nothing but
//! what its language brings along. The dashboard says "no" with HTTP 200 and a code, so each looks
//! at the code. Comments in them are English, like the rest of a program.

use crate::domain::quoting::{push_literal, push_posix};
use crate::domain::token::Secret;

/// What a snippet is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnippetLanguage {
    /// A POSIX shell with curl.
    Curl,
    /// Python 3.6 or newer, its own library alone.
    Python,
    /// Node 18 or newer.
    JavaScript,
}

impl SnippetLanguage {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Curl, Self::Python, Self::JavaScript];

    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
        }
    }
}

/// A program that asks the dashboard at `origin` (`https://status.example.org`, without a slash at
/// its end) with the token, which stands in it once, at the top.
pub fn snippet(language: SnippetLanguage, origin: &str, token: &Secret) -> String {
    let (opening, between, rest, push): (_, _, _, fn(&mut String, &str)) = match language {
        SnippetLanguage::Curl => ("dashboard=", "\ntoken=", CURL, push_posix),
        SnippetLanguage::Python => (PYTHON_OPENING, "\nTOKEN = ", PYTHON, push_literal),
        SnippetLanguage::JavaScript => (
            JAVASCRIPT_OPENING,
            ";\nconst token = ",
            JAVASCRIPT,
            push_literal,
        ),
    };
    let mut program = opening.to_owned();
    push(&mut program, origin);
    program.push_str(between);
    push(&mut program, token.reveal());
    program.push_str(rest);
    program
}

/// The header goes in by standard input: what stands on a command line, others on the machine see.
/// Nothing exits, because this may be pasted into a shell that is to live on.
const CURL: &str = r#"

ask() {
  answer=$(printf 'Authorization: %s\n' "$token" | curl -sS -H @- "$dashboard$1") || return 1
  # A refusal comes with HTTP 200 too: the code tells.
  case $answer in
    '{"code":0,'*) printf '%s\n' "$answer" ;;
    *) printf '%s: %s\n' "$1" "$answer" >&2; return 1 ;;
  esac
}

ask /api/v1/server/list &&
  ask '/api/v1/server/details?id=1' &&
  ask /api/v1/monitor/1
"#;

const PYTHON_OPENING: &str = "import json
import sys
import urllib.error
import urllib.request

DASHBOARD = ";

const PYTHON: &str = r#"


def ask(path):
    request = urllib.request.Request(DASHBOARD + path, headers={"Authorization": TOKEN})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        answer = json.load(error)
    # A refusal comes with HTTP 200 too: the code tells.
    if answer["code"] != 0:
        sys.exit(f"{path}: {answer['code']} {answer.get('message', '')}")
    return answer["result"] or []


for server in ask("/api/v1/server/list"):
    print(server["id"], server["name"], server["valid_ip"])

for server in ask("/api/v1/server/details?id=1"):
    print(server["name"], server["host"]["Platform"], server["status"]["CPU"])

for monitor in ask("/api/v1/monitor/1"):
    print(monitor["monitor_name"], len(monitor["avg_delay"]), "samples")
"#;

const JAVASCRIPT_OPENING: &str =
    "// For Node 18 or newer. The dashboard sends no CORS headers: pages of other sites cannot ask it.
const dashboard = ";

const JAVASCRIPT: &str = r#";

async function ask(path) {
  const response = await fetch(dashboard + path, { headers: { Authorization: token } });
  const answer = await response.json();
  // A refusal comes with HTTP 200 too: the code tells.
  if (answer.code !== 0) throw new Error(`${path}: ${answer.code} ${answer.message}`);
  return answer.result ?? [];
}

async function main() {
  for (const server of await ask("/api/v1/server/list")) {
    console.log(server.id, server.name, server.valid_ip);
  }
  for (const server of await ask("/api/v1/server/details?id=1")) {
    console.log(server.name, server.host.Platform, server.status.CPU);
  }
  for (const monitor of await ask("/api/v1/monitor/1")) {
    console.log(monitor.monitor_name, monitor.avg_delay.length, "samples");
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
"#;

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "aP9UOAnPt8Aw9ocLPgasBXBrlaLhmIum";

    #[test]
    fn each_has_the_three_calls_the_address_and_the_token_once() {
        for language in SnippetLanguage::ALL {
            let origin = "http://127.0.0.1:8008";
            let program = snippet(language, origin, &Secret::new(TOKEN.to_owned()));
            for once in [
                origin,
                TOKEN,
                "/api/v1/server/list",
                "/api/v1/server/details?id=1",
                "/api/v1/monitor/1",
                "Authorization",
            ] {
                assert_eq!(program.matches(once).count(), 1, "{once} in\n{program}");
            }
            assert!(!program.contains("Bearer"));
            assert!(program.contains("code") && program.ends_with('\n'));
        }
    }

    #[test]
    fn each_begins_with_what_is_to_be_changed() {
        let origin = "https://status.example.org";
        let opening = |language| {
            let program = snippet(language, origin, &Secret::new(TOKEN.to_owned()));
            program.split("\n\n").next().map(str::to_owned)
        };
        assert_eq!(
            opening(SnippetLanguage::Curl).as_deref(),
            Some(
                "dashboard='https://status.example.org'\n\
                 token='aP9UOAnPt8Aw9ocLPgasBXBrlaLhmIum'"
            )
        );
        let javascript = opening(SnippetLanguage::JavaScript).unwrap_or_default();
        assert!(javascript.ends_with(
            "\nconst dashboard = \"https://status.example.org\";\n\
             const token = \"aP9UOAnPt8Aw9ocLPgasBXBrlaLhmIum\";"
        ));
    }
}
