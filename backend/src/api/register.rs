//! `POST /api/v1/server/register`: a new server and the key of its agent.

use std::net::SocketAddr;

use axum::body::{Body, Bytes};
use axum::extract::{self, ConnectInfo};
use axum::http::{Extensions, HeaderMap, Response, StatusCode, Uri};
use lotus::wire::{RegisterAnswerDto, RegisterRequestDto};

use super::{answer, query};
use crate::agents;
use crate::go_json::{self, ReadError};
use crate::secrets::random_text;
use crate::state::State;
use crate::store::{NewServer, Store, StoreError};

const SECRET_LENGTH: usize = 18;

/// Registers a server; with `?simple=1` or `?simple=true` the answer is the secret alone, as a
/// JSON string.
pub(super) async fn register(
    extract::State(state): extract::State<State>,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Response<Body> {
    if !state.visitor(&headers).is_member() {
        return answer::members_only();
    }
    let Ok(request) = read(&body) else {
        return tell(StatusCode::BAD_REQUEST, "Parse JSON failed", "");
    };
    let caller = extensions.get::<ConnectInfo<SocketAddr>>();
    let caller = caller.map(|ConnectInfo(address)| address.ip().to_string());
    let caller = caller.unwrap_or_default();
    let kept = state
        .with_store(move |state, store| keep(state, store, &request, caller))
        .await;
    let is_simple = matches!(&*query::first(uri.query(), "simple"), "1" | "true");
    match kept {
        Ok((id, secret)) => {
            agents::begin_reporting(&state, id);
            if is_simple {
                return answer::json(StatusCode::OK, &secret);
            }
            tell(StatusCode::OK, "Server created successfully", &secret)
        }
        Err(_) if is_simple => answer::json(StatusCode::INTERNAL_SERVER_ERROR, &""),
        Err(error) => tell(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string(), ""),
    }
}

fn read(body: &[u8]) -> Result<RegisterRequestDto<'static>, ReadError> {
    const FORM: &str = "RegisterForm";
    let mut form = go_json::read_object(body)?;
    Ok(RegisterRequestDto {
        name: form.text(FORM, "Name")?.into(),
        tag: form.text(FORM, "Tag")?.into(),
        note: form.text(FORM, "Note")?.into(),
        hide_for_guest: form.text(FORM, "HideForGuest")?.into(),
    })
}

fn keep(
    state: &State,
    store: &Store,
    request: &RegisterRequestDto<'_>,
    caller: String,
) -> Result<(u64, String), StoreError> {
    let or = |text: &str, default: String| {
        if text.is_empty() {
            default
        } else {
            text.to_owned()
        }
    };
    let secret = random_text(SECRET_LENGTH);
    let secret = secret.ok_or_else(|| StoreError::new("the system gives no random numbers"))?;
    let server = NewServer {
        name: or(request.name.as_str(), caller),
        tag: or(request.tag.as_str(), "AutoRegister".into()),
        note: request.note.as_str().to_owned(),
        secret,
        // Said or not, `on` hides it; anything else shows it.
        hidden: matches!(request.hide_for_guest.as_str(), "" | "on"),
        created_at: state.now(),
    };
    let id = store.add_server(&server)?;
    let secret = server.secret.clone();
    state.put_server(server.with_id(id).into());
    Ok((id, secret))
}

/// The answer's own envelope: its code is the HTTP status.
fn tell(status: StatusCode, message: &str, secret: &str) -> Response<Body> {
    let code = i64::from(status.as_u16());
    let answer = RegisterAnswerDto {
        code,
        message: message.into(),
        secret: secret.into(),
    };
    answer::json(status, &answer)
}
