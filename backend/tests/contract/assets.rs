//! The app's files.

use std::fs;

use axum::http::{Method, StatusCode};
use lotus_backend::{Setup, State};
use tempfile::TempDir;

use crate::client::{ask, get, post};
use crate::stage;

const WASM: &str = "/lotus-0123456789abcdef_bg.wasm";

fn staged() -> (TempDir, State) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("dist");
    fs::create_dir_all(folder.join("flags")).unwrap();
    let files: [(&str, &str); 8] = [
        ("dist/index.html", "<!doctype html><title>Lotus</title>"),
        ("dist/lotus-0123456789abcdef_bg.wasm", "plain wasm"),
        ("dist/lotus-0123456789abcdef_bg.wasm.br", "brotli"),
        ("dist/lotus-0123456789abcdef_bg.wasm.gz", "gzip"),
        ("dist/main-0123456789abcdef.css", "body{}"),
        ("dist/boot.js", "1"),
        ("dist/flags/de.svg", "<svg/>"),
        ("secret", "not for anybody"),
    ];
    for (name, text) in files {
        fs::write(parent.path().join(name), text).unwrap();
    }
    let setup = Setup {
        static_folder: Some(folder),
        ..stage::setup()
    };
    (parent, State::new(setup).unwrap())
}

#[tokio::test]
async fn files_have_their_types_and_the_headers_of_a_good_deployment() {
    let (_folder, state) = staged();
    let files = [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        (WASM, "application/wasm"),
        ("/main-0123456789abcdef.css", "text/css; charset=utf-8"),
        ("/boot.js", "text/javascript; charset=utf-8"),
        ("/flags/de.svg", "image/svg+xml"),
    ];
    for (path, kind) in files {
        let answer = get(path).of(&state).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, Some(kind)),
            "{path}"
        );
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        for name in ["permissions-policy", "cross-origin-opener-policy"] {
            assert!(answer.header(name).is_some(), "{name} of {path}");
        }
    }
}

#[tokio::test]
async fn a_name_with_a_hash_is_kept_for_good_and_the_rest_is_asked_for_again() {
    let (_folder, state) = staged();
    for (path, cache) in [
        (WASM, "public, max-age=31536000, immutable"),
        (
            "/main-0123456789abcdef.css",
            "public, max-age=31536000, immutable",
        ),
        ("/", "no-cache"),
        ("/boot.js", "no-cache"),
    ] {
        assert_eq!(
            get(path).of(&state).await.header("cache-control"),
            Some(cache),
            "{path}"
        );
    }
    let first = get("/").of(&state).await;
    let since = first.header("last-modified").unwrap();
    let again = get("/").with("if-modified-since", since).of(&state).await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_eq!(again.header("cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn precompressed_siblings_are_sent_to_who_accepts_them() {
    let (_folder, state) = staged();
    for (accept, encoding, body) in [
        ("br, gzip", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain wasm"),
    ] {
        let answer = get(WASM).with("accept-encoding", accept).of(&state).await;
        assert_eq!(
            (answer.header("content-encoding"), answer.body.as_str()),
            (encoding, body)
        );
        assert_eq!(answer.header("content-type"), Some("application/wasm"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
    }
}

#[tokio::test]
async fn nothing_else_is_served() {
    let (_folder, state) = staged();
    for path in [
        "/nothing.js",
        "/../secret",
        "/%2e%2e/secret",
        "/flags/..%2f..%2fsecret",
        "/api/index.html",
    ] {
        let answer = get(path).of(&state).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(!answer.body.contains("not for anybody"));
    }
    assert_eq!(
        post("/boot.js", "").of(&state).await.status,
        StatusCode::NOT_FOUND
    );
    let head = ask(Method::HEAD, "/boot.js").of(&state).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn without_a_folder_the_home_page_says_so() {
    let answer = get("/").of(&stage::empty()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("The API is here"));
}
