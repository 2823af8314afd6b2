//! **What does a program see?** The same as a reader on the pages, in JSON (RFC 8259), described by OpenAPI 3.1.
//!
//! Each answer is made from what the page of the same name shows, so the two cannot tell different things. What is wrong
//! is told as a problem (RFC 9457). Whose data it is, the reader's cookie or her token tells; no address names a reader.
//!
//! A description stands beside each handler and is collected from there: one that is not described is not reached.

mod account;
mod acting;
mod aside;
mod comments;
mod problem;
mod reading;
mod wire;
mod wishes;

use crate::site::Site;
use axum::{Json, Router, http::Method, routing::get};
use readers::accounts::Scope;
use std::sync::Arc;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Content, PathItem, Ref, ResponseBuilder,
        path::Operation,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use problem::Problem;

/// Where everything below begins.
pub const ROOT: &str = "/api/";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Caulbart",
        version = "1",
        description = "What the pages show and do, for programs. A reader is known by the cookie of her browser or by a \
                       token of her own; without either, what is read is what a visitor reads. Times are RFC 3339.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    security((), ("cookie" = []), ("token" = [])),
    modifiers(&Keys)
)]
struct Described;

struct Keys;

impl Modify for Keys {
    fn modify(&self, described: &mut utoipa::openapi::OpenApi) {
        let components = described.components.get_or_insert_with(Default::default);
        let cookie =
            ApiKeyValue::with_description("reader", "The cookie of her browser; its name ends with the edition's.");
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token that she made at /account/tokens: its scopes are read, act and manage."))
            .build();
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("token", SecurityScheme::Http(token));
    }
}

/// What a token must be allowed for this. What is not known here takes the most.
pub fn scope(method: &Method, path: &str) -> Option<Scope> {
    const HERS: [&str; 2] = ["/api/v1/sessions", "/api/v1/tokens"];
    const ACTING: [&str; 4] = ["/api/v1/events", "/api/v1/deeds", "/api/v1/reports", "/api/v1/saved"];
    let below = |starts: &[&str]| {
        starts
            .iter()
            .any(|start| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])))
    };
    match method {
        // Every token may give itself up.
        &Method::DELETE if path == "/api/v1/tokens/current" => None,
        &Method::GET | &Method::HEAD | &Method::OPTIONS if !below(&HERS) => Some(Scope::Read),
        _ if below(&ACTING) || path.ends_with("/place") => Some(Scope::Act),
        _ => Some(Scope::Manage),
    }
}

/// Every address for programs, and at `/api/openapi.json` what they are.
pub fn router() -> Router<Site> {
    let (router, described) = described();
    let described = Arc::new(described);
    router.route("/api/openapi.json", get(|| async move { Json((*described).clone()) }))
}

fn described() -> (Router<Site>, utoipa::openapi::OpenApi) {
    let (router, mut described) = OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(reading::timeline))
        .routes(routes!(reading::article))
        .routes(routes!(reading::why))
        .routes(routes!(comments::comments))
        .routes(routes!(reading::story))
        .routes(routes!(reading::topics))
        .routes(routes!(reading::topic))
        .routes(routes!(reading::sources))
        .routes(routes!(reading::source))
        .routes(routes!(aside::saved))
        .routes(routes!(aside::save, aside::unsave))
        .routes(routes!(aside::history, aside::forget_stretch))
        .routes(routes!(aside::forget_item))
        .routes(routes!(wishes::wishes, wishes::wish))
        .routes(routes!(wishes::place, wishes::set_place))
        .routes(routes!(acting::events))
        .routes(routes!(acting::deed))
        .routes(routes!(acting::undo))
        .routes(routes!(acting::report))
        .routes(routes!(acting::choices, acting::choose))
        .routes(routes!(acting::unchoose))
        .routes(routes!(acting::sliders, acting::set_sliders))
        .routes(routes!(acting::profile, acting::forget_everything))
        .routes(routes!(account::account))
        .routes(routes!(account::sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(account::tokens))
        .routes(routes!(account::revoke))
        .split_for_parts();
    for path in described.paths.paths.values_mut() {
        let PathItem { get, put, post, delete, patch, .. } = path;
        [get, put, post, delete, patch].into_iter().flatten().for_each(tell_of_tokens);
    }
    (router, described)
}

/// What can be wrong with a token can be wrong everywhere.
fn tell_of_tokens(operation: &mut Operation) {
    for (status, says) in [
        ("401", "The token is unknown, expired, revoked, or for another edition."),
        ("403", "The token may not do this, or the request came from another site's page."),
    ] {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new().description(says).content("application/problem+json", problem).build();
        operation.responses.responses.entry(status.to_owned()).or_insert(response.into());
    }
}

#[cfg(test)]
mod tests {
    use super::{described, scope};
    use axum::http::Method;
    use readers::accounts::Scope;

    #[test]
    fn what_a_token_must_be_allowed_follows_from_what_is_asked() {
        for (method, path, want) in [
            (Method::GET, "/api/v1/timeline?order=newest", Scope::Read),
            (Method::GET, "/api/v1/account", Scope::Read),
            (Method::GET, "/api/openapi.json", Scope::Read),
            (Method::GET, "/api/v1/sessions", Scope::Manage),
            (Method::GET, "/api/v1/tokens?x", Scope::Manage),
            (Method::POST, "/api/v1/events", Scope::Act),
            (Method::DELETE, "/api/v1/deeds/last", Scope::Act),
            (Method::PUT, "/api/v1/items/7/place", Scope::Act),
            (Method::PUT, "/api/v1/saved/7", Scope::Act),
            (Method::DELETE, "/api/v1/history/7", Scope::Manage),
            (Method::PUT, "/api/v1/wishes", Scope::Manage),
            (Method::POST, "/api/v1/eventsmore", Scope::Manage),
            (Method::POST, "/api/v1/choices", Scope::Manage),
            (Method::DELETE, "/api/v1/profile", Scope::Manage),
            (Method::PATCH, "/api/v1/what-comes-later", Scope::Manage),
        ] {
            assert_eq!(scope(&method, path), Some(want), "{method} {path}");
        }
        assert_eq!(scope(&Method::DELETE, "/api/v1/tokens/current"), None, "to give itself up");
    }

    #[test]
    fn every_operation_says_what_it_does_and_what_can_be_wrong() {
        let described = serde_json::to_value(described().1).unwrap();
        let paths = described["paths"].as_object().unwrap();
        assert!(paths.len() >= 14, "{}", paths.len());
        for (path, operations) in paths {
            assert!(path.starts_with("/api/v1/"), "{path}");
            for (method, operation) in operations.as_object().unwrap() {
                assert!(operation["summary"].as_str().is_some_and(|words| words.len() > 10), "{method} {path}");
                let answers = operation["responses"].as_object().unwrap();
                assert!(answers.keys().any(|status| status.starts_with('2')), "{method} {path}");
                assert!(answers.keys().any(|status| status.starts_with('4')), "{method} {path}");
            }
        }
    }
}
