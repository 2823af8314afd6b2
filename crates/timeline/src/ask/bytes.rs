//! How is an ask written in full? Every part in the order of the struct; languages and items in order, so that equal
//! asks have equal bytes. What was found stands at the end, where anything was. Choices keep their order: reasons name words by their place.

use std::sync::Arc;

use model::{Choice, ItemId, SourceId, Target, Topic};

use super::{Ask, Finds, Order, Sliders, Within};
use crate::binary::{Broken, In, Out};
use crate::signals::Group;
use crate::stock::snapshot::{read_language, write_language};

/// So much is asked of one timeline at most; more is no ask of a page.
const SLOTS: u32 = 10_000;

impl Ask {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.byte(Order::ALL.iter().position(|&order| order == self.order).unwrap_or(0) as u8);
        let (within, number) = match self.within {
            Within::Everything => (0, 0),
            Within::Topic(topic) => (1, i64::from(topic.0)),
            Within::Source(source) => (2, source.0),
            Within::Clips => (3, 0),
        };
        out.byte(within);
        out.long(number);
        // Beyond this many nothing changes any more.
        out.int(self.slots.min(SLOTS as usize) as u32);
        out.int(self.skip.min(SLOTS as usize) as u32);
        out.count(self.choices.len());
        for (choice, target) in &self.choices {
            out.byte(u8::from(*choice == Choice::Mute));
            match target {
                Target::Source(source) => {
                    out.byte(0);
                    out.long(source.0);
                }
                Target::Topic(topic) => {
                    out.byte(1);
                    out.long(i64::from(topic.0));
                }
                Target::Word(word) => {
                    out.byte(2);
                    out.bytes(word.as_bytes());
                }
            }
        }
        let (mut languages, mut already) = (self.languages.clone(), self.already.clone());
        languages.sort_unstable();
        languages.dedup();
        already.sort_unstable();
        already.dedup();
        out.count(languages.len());
        languages.into_iter().for_each(|language| write_language(&mut out, language));
        out.count(already.len());
        already.into_iter().for_each(|item| out.long(item.0));
        out.byte(u8::from(self.context.is_some()));
        out.long(self.context.map_or(0, |item| item.0));
        out.byte(self.surface);
        out.byte(self.device);
        out.0.extend(self.sliders.0);
        out.0.extend(self.seed.to_le_bytes());
        out.byte(u8::from(self.explain_fully));
        if !self.finds.is_empty() {
            self.finds.write(&mut out);
        }
        out.0
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Ask, Broken> {
        let mut rest = In(bytes);
        let order = Order::ALL.get(usize::from(rest.byte()?)).copied().ok_or(Broken)?;
        let within = match (rest.byte()?, rest.long()?) {
            (0, 0) => Within::Everything,
            (1, topic) => Within::Topic(read_topic(topic)?),
            (2, source) => Within::Source(SourceId(source)),
            (3, 0) => Within::Clips,
            _ => return Err(Broken),
        };
        let (slots, skip) = (rest.int()?, rest.int()?);
        if slots > SLOTS || skip > SLOTS {
            return Err(Broken);
        }
        let choices = rest.list(6, |rest| Ok((read_choice(rest)?, read_target(rest)?)))?;
        let languages = rest.keyed(2, |rest| Ok((read_language(rest)?, ())))?;
        let already = rest.keyed(8, |rest| Ok((ItemId(rest.long()?), ())))?;
        let (has_context, context) = (rest.flag()?, ItemId(rest.long()?));
        if !has_context && context != ItemId(0) {
            return Err(Broken);
        }
        let ask = Ask {
            order,
            within,
            slots: slots as usize,
            skip: skip as usize,
            choices,
            languages: languages.into_iter().map(|(language, ())| language).collect(),
            already: already.into_iter().map(|(item, ())| item).collect(),
            context: has_context.then_some(context),
            surface: rest.byte()?,
            device: rest.byte()?,
            sliders: Sliders(rest.take::<{ Group::ALL.len() }>()?),
            seed: u64::from_le_bytes(rest.take()?),
            explain_fully: rest.flag()?,
            finds: if rest.0.is_empty() { Arc::default() } else { Arc::new(Finds::read(&mut rest)?) },
        };
        rest.end()?;
        Ok(ask)
    }
}

fn read_choice(rest: &mut In<'_>) -> Result<Choice, Broken> {
    Ok(if rest.flag()? { Choice::Mute } else { Choice::Follow })
}

fn read_target(rest: &mut In<'_>) -> Result<Target, Broken> {
    Ok(match rest.byte()? {
        0 => Target::Source(SourceId(rest.long()?)),
        1 => Target::Topic(read_topic(rest.long()?)?),
        2 => Target::Word(std::str::from_utf8(rest.bytes()?).map_err(|_| Broken)?.to_owned()),
        _ => return Err(Broken),
    })
}

fn read_topic(number: i64) -> Result<Topic, Broken> {
    u32::try_from(number).map(Topic).map_err(|_| Broken)
}
