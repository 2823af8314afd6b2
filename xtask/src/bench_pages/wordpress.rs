//! WordPress's article page, asked for by the same loader in the same run. Debian's packages (`wordpress`, its theme,
//! `php-fpm` with opcache, `nginx`), MariaDB at 127.0.0.1:3306; set up by bench/wordpress.sh. Left out where they are
//! not installed.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::loader::{get, load};
use super::server::target;
use super::{articles, first_link};
use crate::{check::step, root};

const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 18_081);

/// Measures both, one after the other, three times: the machine is not always equally fast.
pub fn compare(ours: SocketAddr) -> Result<()> {
    let installed = ["/usr/sbin/php-fpm8.2", "/usr/sbin/nginx", "/usr/share/wordpress/index.php"];
    if let Some(missing) = installed.iter().find(|path| !Path::new(path).exists()) {
        println!("WordPress: left out, because {missing} is not installed");
        return Ok(());
    }
    let folder = target().join("bench-wordpress");
    std::fs::create_dir_all(&folder)?;
    let article = first_link(&get(ours, "/")?, "/article/").unwrap_or_default();
    std::fs::write(folder.join("article.html"), body_of(&get(ours, &article)?))?;
    let theirs = SocketAddr::from(ADDRESS);
    let set_up = root().join("bench/wordpress.sh");
    step("setting up WordPress", Command::new("sh").arg(set_up).arg(&folder).arg(theirs.to_string()))?;
    let _running = start(&folder, theirs)?;
    let page = "/?p=1".to_owned();
    let there = get(theirs, &page)?;
    anyhow::ensure!(there.contains("<h1") && there.len() > 10_000, "WordPress shows no article: {there:.300}");
    let in_turn = articles(ours)?;
    let (mut we, mut they, mut we_in_turn) = (0.0, 0.0, 0.0);
    for _ in 0..3 {
        let figures = load(theirs, std::slice::from_ref(&page), "")?;
        figures.print("WordPress, its article", there.len());
        they += figures.per_second;
        let figures = load(ours, std::slice::from_ref(&article), "")?;
        figures.print("Caulbart, its article", get(ours, &article)?.len());
        we += figures.per_second;
        let figures = load(ours, &in_turn, "")?;
        figures.print(&format!("Caulbart, {} articles in turn", in_turn.len()), 0);
        we_in_turn += figures.per_second;
    }
    println!("times as many:            {:.1}, in turn {:.1}", we / they, we_in_turn / they);
    Ok(())
}

/// The article's text without what stands around it.
fn body_of(page: &str) -> String {
    let text = page.split_once("<div class=\"body\"").and_then(|(_, rest)| rest.split_once('>')).unwrap_or_default().1;
    text.split("<div data-end").next().unwrap_or_default().trim_end().trim_end_matches("</div>").to_owned()
}

struct Running(Vec<Child>);

impl Drop for Running {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // Asked politely, so that their children end too.
            let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
            let _ = child.wait();
        }
    }
}

fn start(folder: &Path, address: SocketAddr) -> Result<Running> {
    let php = Command::new("/usr/sbin/php-fpm8.2")
        .args(["--nodaemonize", "--fpm-config"])
        .arg(folder.join("php-fpm.conf"))
        .spawn()?;
    let mut running = Running(vec![php]);
    running.0.push(Command::new("/usr/sbin/nginx").arg("-c").arg(folder.join("nginx.conf")).spawn()?);
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(20) {
        if get(address, "/?p=1").is_ok() {
            return Ok(running);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("WordPress did not answer; see {}", folder.display())
}
