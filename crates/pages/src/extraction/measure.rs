//! How much there is to read in every part of a page, and how much of it leads away.

use std::collections::HashMap;

use super::vocabulary::Role;
use crate::cleaning::is_hidden;
use crate::dom::{NodeId, Page, Tag};

/// Numbers about one element, with everything below it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measure {
    /// Letters; those of scripts without spaces count twice.
    pub letters: u32,
    /// Letters inside links.
    pub linked: u32,
    /// Letters that stand directly in this block, not in a block inside it.
    pub own: u32,
    pub own_linked: u32,
    /// Commas and full stops directly in this block.
    pub own_marks: u32,
    /// How much speaks for an article here.
    pub worth: f32,
    /// Not to be read, or hidden, or inside something that is.
    pub dead: bool,
    pub role: Role,
}

impl Measure {
    /// Share of the letters that are in links.
    pub fn link_share(&self) -> f32 {
        self.linked as f32 / self.letters.max(1) as f32
    }

    pub fn own_link_share(&self) -> f32 {
        self.own_linked as f32 / self.own.max(1) as f32
    }
}

pub struct Measured {
    pub all: Vec<Measure>,
}

impl Measured {
    pub fn of(&self, id: NodeId) -> Measure {
        self.all.get(id).copied().unwrap_or_default()
    }
}

pub fn measure(page: &Page) -> Measured {
    let count = page.nodes.len();
    let mut all = vec![Measure::default(); count];
    let mut block = vec![0u32; count];
    let mut link_until = 0;
    let mut dead_until = 0;
    let mut roles: HashMap<&str, Role> = HashMap::new();
    for id in 1..count {
        let Some(node) = page.nodes.get(id) else { break };
        let parent = node.parent;
        let around = if page.tag(parent).is_block() { parent as u32 } else { block.get(parent).copied().unwrap_or(0) };
        if let Some(slot) = block.get_mut(id) {
            *slot = around;
        }
        if id < dead_until {
            if let Some(slot) = all.get_mut(id) {
                slot.dead = true;
            }
            continue;
        }
        match node.tag {
            Tag::Text => {
                let (letters, marks) = count_letters(page.raw_text(id));
                if letters == 0 {
                    continue;
                }
                let linked = if id < link_until { letters } else { 0 };
                if let Some(slot) = all.get_mut(id) {
                    slot.letters = letters;
                    slot.linked = linked;
                }
                if let Some(slot) = all.get_mut(around as usize) {
                    slot.own += letters;
                    slot.own_linked += linked;
                    slot.own_marks += marks;
                }
            }
            tag => {
                // A link to another place on the same page leads nowhere else.
                if tag == Tag::A && page.raw_attribute(id, "href").is_some_and(|href| !href.starts_with('#')) {
                    link_until = link_until.max(node.end);
                }
                let mut role = Role::default();
                if let Some(class) = page.raw_attribute(id, "class") {
                    role = *roles.entry(class).or_insert_with(|| Role::of(class));
                }
                if let Some(name) = page.raw_attribute(id, "id") {
                    role = role.or(Role::of_id(name));
                }
                let dead = tag.is_unread() || tag == Tag::Noscript || is_hidden(page, id);
                if dead {
                    dead_until = node.end;
                }
                if let Some(slot) = all.get_mut(id) {
                    slot.dead = dead;
                    slot.role = role;
                }
            }
        }
    }
    for id in (1..count).rev() {
        let (letters, linked) = all.get(id).map_or((0, 0), |this| (this.letters, this.linked));
        if let Some(around) = all.get_mut(page.parent(id)) {
            around.letters += letters;
            around.linked += linked;
        }
    }
    Measured { all }
}

/// Adds worth from the blocks upwards. `region` tells how much to believe what stands in a node (1 for all of it).
pub fn weigh(page: &Page, measured: &mut Measured, region: &[f32]) {
    for id in (1..page.nodes.len()).rev() {
        let parent = page.parent(id);
        let Some(this) = measured.all.get_mut(id) else { continue };
        if page.tag(id) != Tag::Text && !this.dead {
            let believed = region.get(id).copied().unwrap_or(1.0);
            let own = worth_of_block(page.tag(id), this);
            this.worth += if own > 0.0 { own * believed } else { own };
        }
        let worth = this.worth;
        if let Some(around) = measured.all.get_mut(parent) {
            around.worth += worth;
        }
    }
}

/// Long passages with few links and some punctuation are what articles are made of.
fn worth_of_block(tag: Tag, block: &Measure) -> f32 {
    if block.own == 0 {
        return 0.0;
    }
    let letters = block.own as f32;
    let free = 1.0 - block.own_link_share();
    if free < 0.45 {
        let cell = matches!(tag, Tag::Td | Tag::Th | Tag::Dd | Tag::Dt);
        return -letters.min(60.0) * if cell { 0.05 } else { 0.4 };
    }
    let weight = match tag {
        Tag::P | Tag::Pre | Tag::Blockquote => 1.0,
        Tag::H1
        | Tag::H2
        | Tag::H3
        | Tag::H4
        | Tag::H5
        | Tag::H6
        | Tag::Figcaption
        | Tag::Dt
        | Tag::Th
        | Tag::Caption => return 0.0,
        Tag::Li | Tag::Dd | Tag::Td => 0.5,
        _ => 0.8,
    };
    let marks = (block.own_marks as f32 / (letters / 80.0).max(1.0)).min(1.0);
    let length = if letters >= 80.0 {
        1.0
    } else if letters >= 25.0 {
        0.3
    } else {
        0.0
    };
    letters * weight * free * length * (0.3 + 0.7 * marks)
}

/// Letters of a raw text, and its commas and full stops.
fn count_letters(raw: &str) -> (u32, u32) {
    let (mut letters, mut marks) = (0, 0);
    let mut after_space = true;
    for byte in raw.bytes() {
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' => {
                letters += u32::from(!after_space);
                after_space = true;
                continue;
            }
            b',' | b'.' | b'!' | b'?' | b';' => marks += 1,
            // Second and further bytes of a letter; the first byte of three-byte letters counts for two.
            0x80..=0xBF => continue,
            0xE3..=0xED => letters += 1,
            // Commas and full stops of East Asia, Arabic and Devanagari all end a clause in few letters anyway.
            _ => {}
        }
        letters += 1;
        after_space = false;
    }
    if raw.contains(['。', '，', '、', '،', '।', '：']) {
        marks += raw.chars().filter(|letter| matches!(letter, '。' | '，' | '、' | '،' | '।')).count() as u32;
    }
    (letters, marks)
}
