//! What is asked under which address. Each asks the crates below and shows what they say; no more.

mod account;
mod algorithm;
mod app;
pub mod article;
pub mod asked;
mod channel;
pub mod choices;
mod clip_files;
mod comments;
pub mod events;
mod files;
mod finders;
mod following;
pub mod front;
pub mod history;
mod house;
mod ledger;
mod ledger_report;
mod letter;
pub mod live;
mod my_data;
mod newsroom;
mod operator;
mod outward;
pub mod place;
mod receipt;
pub mod report;
pub mod saved;
pub mod says;
mod search;
pub mod settings;
mod share;
pub mod sources;
pub mod story;
mod studio;
mod suggest;
pub mod topics;
mod transparency;
pub mod tune;
mod uploads;
pub mod watch;
mod websub;
pub mod why;
mod you;
pub mod you_json;

use crate::{
    Wrong, api,
    arrival::Arrival,
    reply::{self, moved_to},
    site::Site,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::Method,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, head, post},
};

/// The longest form or report; two hundred events are a fifth of it.
const LONGEST_FORM: usize = 256 * 1024;
/// The longest delivery of a hub.
const LONGEST_DELIVERY: usize = 8 * 1024 * 1024;

/// Every address of the site.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: otherwise nobody counts as local, and only the
/// token makes an operator.
pub fn router(site: Site) -> Router {
    let router = Router::new();
    #[cfg(debug_assertions)]
    let router = router.merge(crate::styleguide::router());
    router
        .route("/", get(front::front))
        .route("/story/{id}", get(story::story))
        .route("/article/{id}", get(article::article))
        .route("/watch", get(watch::watch))
        .route("/watch/age", post(watch::old_enough))
        .route("/watch/{item}", get(watch::watch_from))
        .route("/channel/{slug}", get(channel::channel))
        .route("/topics", get(topics::topics))
        .route("/topic/{slug}", get(topics::topic))
        .route("/sources", get(sources::sources).post(sources::add))
        .route("/source/{id}", get(sources::source))
        .route("/ledger/{*path}", get(ledger::ledger))
        .route("/my-data", get(my_data::my_data))
        .route("/my-data/erase", post(my_data::erase))
        .route("/transparency", get(transparency::transparency))
        .route("/transparency/{period}", get(ledger_report::report))
        .route("/algorithm", get(algorithm::algorithm))
        .route("/place", post(place::place))
        .route("/saved", get(saved::saved).post(saved::press))
        .route("/history", get(history::history).post(history::prune))
        .route("/search", get(search::search))
        .route("/suggest", get(suggest::suggest))
        .route("/saved-searches", get(finders::saved).post(finders::save))
        .route("/saved-searches/{id}", get(finders::saved_one).post(finders::saved_then))
        .route("/rules", get(finders::rules).post(finders::save_rule))
        .route("/rules/preview", get(finders::preview))
        .route("/rules/{id}", get(finders::rule).post(finders::rule_then))
        .route("/following", get(following::following))
        .route("/following.opml", get(following::following_opml))
        .route("/following/opml", post(following::follow_list).layer(list_limit()))
        .route("/sources.opml", get(following::sources_opml))
        .route("/sources/opml", post(following::add_list).layer(list_limit()))
        .route("/source/{id}/folder", post(sources::move_to))
        .route("/why/{item}", get(why::why))
        .route("/operator", get(operator::operator))
        .route("/operator/house", get(house::house))
        .route("/metrics", get(house::metrics))
        .route("/about", get(files::about))
        .route("/events", post(events::events))
        .route("/live", get(live::live))
        .route("/manifest.webmanifest", get(app::manifest))
        .route("/worker.js", get(app::worker))
        .route("/offline", get(app::offline))
        .route("/deed", post(says::deed))
        .route("/changed", get(says::changed))
        .route("/share", post(share::share))
        .route("/share/{item}", get(share::addresses))
        .route("/report", post(report::report))
        .route("/report/{item}", get(report::form))
        .route("/undo", post(says::undo))
        .route("/sliders", post(tune::sliders))
        .route("/receipt", get(receipt::receipt))
        .route("/you", get(you::you))
        .route("/you.json", get(you_json::export))
        .route("/you/forget", post(you::forget))
        .route("/you/forget-everything", get(you::ask_first).post(you::forget_everything))
        .route("/sign-in", get(account::sign_in_form).post(account::sign_in))
        .route("/sign-up", get(account::sign_up_form).post(account::sign_up))
        .route("/sign-out", post(account::sign_out))
        .route("/recover", get(account::recover_form).post(account::recover))
        .route("/account", get(account::account))
        .route("/account/name", post(account::change_name))
        .route("/account/password", get(account::password_form).post(account::change_password))
        .route("/account/recovery-code", get(account::new_code_form).post(account::new_code))
        .route("/account/sessions", get(account::sessions).post(account::end_session))
        .route("/account/delete", get(account::delete_form).post(account::delete))
        .route("/sign-in/passkey", post(account::passkeys::sign_in))
        .route("/sign-in/passkey/ask", post(account::passkeys::ask_sign_in))
        .route("/sign-up/passkey", post(account::passkeys::sign_up))
        .route("/sign-up/passkey/ask", post(account::passkeys::ask_sign_up))
        .route("/account/passkeys", get(account::passkeys::list).post(account::passkeys::add))
        .route("/account/passkeys/ask", post(account::passkeys::ask_to_add))
        .route("/account/passkeys/remove", post(account::passkeys::remove))
        .route("/account/tokens", get(account::tokens::list).post(account::tokens::make))
        .route("/account/tokens/revoke", post(account::tokens::revoke))
        .route("/choices", post(choices::choices))
        .route("/settings", get(settings::settings).post(settings::set))
        .route("/welcome", post(settings::welcome))
        .route("/break", post(settings::go_on))
        .route("/picture/{width}/{signature}/{address}", get(files::picture))
        .route("/assets/{hash}/{name}", get(files::asset))
        .route("/favicon.ico", get(files::favicon))
        .route("/healthz", get(files::healthz))
        .route(
            "/websub/{source}",
            get(websub::challenge).post(websub::delivery).layer(DefaultBodyLimit::max(LONGEST_DELIVERY)),
        )
        .route("/clip/{sha256}/{name}", get(clip_files::file))
        .route("/clip/enclosed/{item}", get(clip_files::enclosed))
        .route("/unlisted/{name}", get(studio::unlisted))
        .route("/uploads", post(uploads::create).options(uploads::options))
        .route(
            "/uploads/{id}",
            head(uploads::head)
                .patch(uploads::patch)
                .post(uploads::instead)
                .delete(uploads::delete)
                .options(uploads::options),
        )
        .route("/studio", get(studio::list).post(studio::make_channel))
        .route("/studio/{id}", get(studio::clip).post(studio::press))
        .route("/studio/{id}/state", get(studio::state))
        .route("/studio/{id}/cover", post(studio::cover).layer(DefaultBodyLimit::max(studio::LARGEST_COVER)))
        .route("/studio/{id}/captions", post(studio::captions).layer(DefaultBodyLimit::max(studio::LARGEST_FORM)))
        .merge(api::router())
        .merge(newsroom::router())
        .merge(comments::router())
        .merge(letter::router())
        .merge(outward::router())
        .fallback(elsewhere)
        .method_not_allowed_fallback(|| async { Wrong::WrongMethod })
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(from_fn_with_state(site.clone(), reply::around))
        .with_state(site)
}

/// A list of feeds, and the form around it.
fn list_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(following::LONGEST_LIST + LONGEST_FORM)
}

/// Addresses of before lead to where things are now.
async fn elsewhere(arrival: Arrival, method: Method) -> Result<Response, Wrong> {
    if method != Method::GET && method != Method::HEAD {
        return Err(Wrong::NoSuchPage);
    }
    let here = arrival.here.split('#').next().unwrap_or_default();
    let path = here.split('?').next().unwrap_or_default();
    if let Some(key) = arrival.site.index_now.as_deref().filter(|key| path == format!("/{key}.txt")) {
        return Ok(key.to_owned().into_response());
    }
    for known in [here, path] {
        if let Some(target) = arrival.site.newsroom.redirect(known).await? {
            return Ok(moved_to(&target));
        }
    }
    Err(Wrong::NoSuchPage)
}

/// A number in an address. Anything else names nothing that we have.
pub fn number<T>(text: &str, kind: fn(i64) -> T) -> Result<T, Wrong> {
    text.parse().ok().filter(|number| *number > 0).map(kind).ok_or(Wrong::NoSuchItem)
}
