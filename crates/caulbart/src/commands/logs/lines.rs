//! How is a file read line by line, packed or plain, whole or broken off?

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::bufread::MultiGzDecoder;

use super::Faults;

/// The first two bytes of a gzip file; the name may say otherwise.
const GZIP: [u8; 2] = [0x1f, 0x8b];

pub struct Lines {
    name: String,
    input: Box<dyn BufRead>,
    line: Vec<u8>,
    number: u64,
    ended: bool,
}

impl Lines {
    pub fn open(path: &Path) -> Result<Lines> {
        let cannot = || format!("{} cannot be read", path.display());
        let mut file = BufReader::with_capacity(1 << 16, File::open(path).with_context(cannot)?);
        let packed = file.fill_buf().with_context(cannot)?.starts_with(&GZIP);
        let input: Box<dyn BufRead> = if packed {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
        } else {
            Box::new(file)
        };
        Ok(Lines { name: path.display().to_string(), input, line: Vec::new(), number: 0, ended: false })
    }

    /// Goes to the next line that is not blank; false at the end. A file that breaks off is a fault, and at its end; the
    /// line in which it broke off is lost.
    pub fn advance(&mut self, faults: &mut Faults) -> bool {
        while !self.ended {
            self.line.clear();
            self.number += 1;
            match self.input.read_until(b'\n', &mut self.line) {
                Ok(0) => self.ended = true,
                Ok(_) if self.line.trim_ascii().is_empty() => {}
                Ok(_) => return true,
                Err(error) => {
                    self.ended = true;
                    faults.add(|| format!("{}: nothing can be read from here on: {error}", self.place()));
                }
            }
        }
        false
    }

    /// Without its end.
    pub fn line(&self) -> &[u8] {
        self.line.strip_suffix(b"\n").unwrap_or(&self.line)
    }

    /// Where the line that was read last stands.
    pub fn place(&self) -> String {
        format!("{} line {}", self.name, self.number)
    }
}
