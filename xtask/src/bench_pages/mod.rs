//! How fast are the pages of a server with 100,000 items? Prints figures; asserts nothing.
//!
//! Starts the release server on a generated edition in `target/bench-pages`, waits until it answers, and asks for each
//! page over kept-alive connections from this process, on the same two cores. Where WordPress is installed, its article
//! page is asked for in the same run by the same loader. `--crowd` has a thousand readers instead; `--binary FILE` takes a
//! server that was built before.

mod crowd;
pub mod live;
mod loader;
mod server;
mod wordpress;

use std::net::SocketAddr;

use anyhow::{Context, Result};

use loader::{Connection, Figures, SMALL, cookie, get, load};
use server::Server;

/// Different articles that are asked for in turn.
const ARTICLES: usize = 500;

pub fn run(args: &[String]) -> Result<()> {
    let (mut server, address) = Server::started(args)?;
    if args.iter().any(|arg| arg == "--crowd") {
        crowd::come(address)?;
    } else {
        pages(address)?;
        wordpress::compare(address)?;
    }
    println!("memory, after:            {} MB resident", server.resident_mb()?);
    Ok(())
}

fn pages(address: SocketAddr) -> Result<()> {
    let front = get(address, "/")?;
    let known = become_known(address, &front)?;
    let mut asked = vec!["/".to_owned()];
    asked.extend(["/story/", "/article/", "/topic/"].iter().filter_map(|start| first_link(&front, start)));
    asked.push("/search?q=harbour+council".to_owned());
    Figures::head();
    let articles = articles(address)?;
    for (who, cookie) in [("", String::new()), (", a reader", cookie(&known))] {
        for path in &asked {
            let bytes = get(address, path)?.len();
            load(address, std::slice::from_ref(path), &cookie)?.print(&format!("{path}{who}"), bytes);
        }
        let in_turn = format!("{} articles in turn{who}", articles.len());
        load(address, &articles, &cookie)?.print(&in_turn, 0);
        load(address, &articles, &format!("{SMALL}{cookie}"))?.print(&format!("{in_turn}, gzip"), 0);
    }
    Ok(())
}

/// Likes the first article, and brings the cookie of whoever did.
fn become_known(address: SocketAddr, front: &str) -> Result<String> {
    let item = first_link(front, "/article/").context("no article on the front page")?;
    let event = format!(r#"[{{"id":1,"item":{},"deed":"liked","at":0}}]"#, item.trim_start_matches("/article/"));
    let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n";
    let answer = Connection::open(address)?.send("POST", "/events", headers, &event)?;
    answer.cookie.context("no cookie came")
}

/// The newest of each topic's and each source's page: what people read.
fn articles(address: SocketAddr) -> Result<Vec<String>> {
    let mut pages = vec!["/".to_owned()];
    pages.extend(links(&get(address, "/topics")?, "/topic/"));
    pages.extend(links(&get(address, "/sources")?, "/source/"));
    let mut found = Vec::new();
    for page in pages {
        if found.len() >= ARTICLES {
            break;
        }
        for path in links(&get(address, &page)?, "/article/") {
            if !found.contains(&path) && found.len() < ARTICLES {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn first_link(page: &str, start: &str) -> Option<String> {
    links(page, start).into_iter().next()
}

/// In the order of the page, each once.
fn links(page: &str, start: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in page.split("href=\"").skip(1).filter(|rest| rest.starts_with(start)) {
        let link = rest.split(['"', '#']).next().unwrap_or_default().to_owned();
        if !found.contains(&link) {
            found.push(link);
        }
    }
    found
}
