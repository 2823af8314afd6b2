//! What lies there: a file or folder, and whose export it is.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exports::own::{MANIFEST, safe_name};

/// A file of an export is known by what stands in its first bytes.
const FIRST: u64 = 64 << 10;
/// Of a file of Markdown or a picture, in bytes.
const LARGEST: u64 = 64 << 20;
/// A folder in a folder in …: a link that leads back to itself ends here.
const DEEPEST: usize = 16;

/// The files of a folder, wherever it is. Names have `/` and lead into the folder only.
pub trait Files: Send + Sync {
    /// All names, in an order that is always the same.
    fn names(&self) -> std::io::Result<Vec<String>>;
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>>;
    /// Where it lies, for what is too large to be read at once; `None` where it lies on no disk.
    fn path(&self, _name: &str) -> Option<PathBuf> {
        None
    }
    /// What the folder is called.
    fn title(&self) -> String;
}

/// Whose export it is, and where.
#[derive(Clone)]
pub enum Export {
    WordPress(PathBuf),
    Ghost(PathBuf),
    /// Markdown, as site generators keep it.
    Folder(Arc<dyn Files>),
    /// What `caulbart export` wrote.
    Own(Arc<dyn Files>),
}

impl Export {
    /// What lies at a path; `None` for what is no newsroom's export.
    pub fn at(path: &Path) -> std::io::Result<Option<Export>> {
        if path.is_dir() {
            if path.join(MANIFEST).is_file() {
                return Ok(Some(Export::Own(Arc::new(Disk::folder(path)))));
            }
            let disk = Disk::folder(path);
            return Ok(disk.names()?.iter().any(|name| is_markdown(name)).then(|| Export::Folder(Arc::new(disk))));
        }
        if is_markdown(&path.to_string_lossy()) {
            std::fs::metadata(path)?;
            return Ok(Some(Export::Folder(Arc::new(Disk::file(path)))));
        }
        let mut first = Vec::new();
        File::open(path)?.take(FIRST).read_to_end(&mut first)?;
        let first = String::from_utf8_lossy(&first);
        let start = first.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('{') {
            let is_ghost = start.contains("\"exported_on\"")
                || (start.contains("\"db\"") && start.contains("\"data\""))
                || (start.starts_with("{\"data\"") && start.contains("\"posts\""));
            return Ok(is_ghost.then(|| Export::Ghost(path.to_owned())));
        }
        let is_wordpress = first.contains("wp:wxr_version") || first.contains("://wordpress.org/export/");
        Ok(is_wordpress.then(|| Export::WordPress(path.to_owned())))
    }

    /// For people.
    pub fn kind(&self) -> &'static str {
        match self {
            Export::WordPress(_) => "WordPress",
            Export::Ghost(_) => "Ghost",
            Export::Folder(_) => "Markdown",
            Export::Own(_) => "Caulbart",
        }
    }

    /// Pictures are told of behind texts, or behind authors, that show them.
    pub(super) fn tells_of_media_late(&self) -> bool {
        matches!(self, Export::WordPress(_) | Export::Own(_))
    }

    pub(super) fn files(&self) -> Option<Arc<dyn Files>> {
        match self {
            Export::Folder(files) | Export::Own(files) => Some(Arc::clone(files)),
            Export::WordPress(_) | Export::Ghost(_) => None,
        }
    }
}

pub(super) fn is_markdown(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    ["md", "markdown", "mdx", "mdown"].iter().any(|known| end.eq_ignore_ascii_case(known))
}

pub(super) fn open(path: &Path) -> std::io::Result<BufReader<File>> {
    Ok(BufReader::with_capacity(256 << 10, File::open(path)?))
}

/// A folder on this machine, or one file of it.
pub struct Disk {
    folder: PathBuf,
    only: Option<String>,
}

impl Disk {
    pub fn folder(path: &Path) -> Disk {
        Disk { folder: path.to_owned(), only: None }
    }

    fn file(path: &Path) -> Disk {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Disk { folder: folder.to_owned(), only: name }
    }

    fn list(&self, below: &str, depth: usize, names: &mut Vec<String>) -> std::io::Result<()> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(self.folder.join(below))? {
            entries.extend(entry?.file_name().to_str().map(str::to_owned));
        }
        entries.sort();
        // What is hidden is no text, and what others wrote stands in `node_modules`.
        for name in entries.into_iter().filter(|name| !name.starts_with('.') && name != "node_modules") {
            let inside = if below.is_empty() { name } else { format!("{below}/{name}") };
            let path = self.folder.join(&inside);
            if !path.is_dir() {
                names.push(inside);
            } else if depth < DEEPEST {
                self.list(&inside, depth + 1, names)?;
            }
        }
        Ok(())
    }
}

impl Disk {
    /// Where a name leads, by links too, as long as that is in the folder.
    fn inside(&self, name: &str) -> std::io::Result<PathBuf> {
        let leads_out = || std::io::Error::other("its name leads out of the folder");
        let folder = self.folder.canonicalize()?;
        let path = folder.join(safe_name(name).ok_or_else(leads_out)?).canonicalize()?;
        if path.starts_with(&folder) { Ok(path) } else { Err(leads_out()) }
    }
}

impl Files for Disk {
    fn names(&self) -> std::io::Result<Vec<String>> {
        if let Some(only) = &self.only {
            return Ok(vec![only.clone()]);
        }
        let mut names = Vec::new();
        self.list("", 0, &mut names)?;
        Ok(names)
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        let file = File::open(self.inside(name)?)?;
        if file.metadata()?.len() > LARGEST {
            return Err(std::io::Error::other(format!("it is larger than {} MB", LARGEST >> 20)));
        }
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.inside(name).ok()
    }

    fn title(&self) -> String {
        let whole = self.folder.canonicalize().unwrap_or_else(|_| self.folder.clone());
        whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}
