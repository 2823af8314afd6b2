//! The part of CSS selectors that an operator needs to point at an article: `div.story > .text`, `#body`,
//! `[itemprop=articleBody]`, several separated by commas.

use crate::dom::{NodeId, Page, Tag};

/// Elements that the rule names, none inside another, in order. `None` when the rule cannot be read.
pub fn named_by(page: &Page, rule: &str) -> Option<Vec<NodeId>> {
    let choices: Vec<Vec<Step>> = rule.split(',').map(steps).collect::<Option<_>>()?;
    let mut found = Vec::new();
    let mut past = 0;
    for id in 1..page.nodes.len() {
        if id >= past && page.tag(id) != Tag::Text && choices.iter().any(|steps| leads_to(page, id, steps)) {
            found.push(id);
            past = page.end(id);
        }
    }
    Some(found)
}

#[derive(Debug, Default, Clone)]
struct Step {
    tag: Option<Tag>,
    conditions: Vec<Condition>,
    /// Joined to the step before it by `>`.
    direct: bool,
}

#[derive(Debug, Clone)]
struct Condition {
    attribute: String,
    /// `=`, `~`, `^`, `$`, `*`, or a space for "is there".
    how: char,
    value: String,
}

fn steps(rule: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut direct = false;
    for word in rule.replace('>', " > ").split_whitespace() {
        if word == ">" {
            direct = true;
            continue;
        }
        steps.push(Step { direct, ..step(word)? });
        direct = false;
    }
    (!steps.is_empty() && steps.len() <= 8 && !direct).then_some(steps)
}

fn step(word: &str) -> Option<Step> {
    let mut step = Step::default();
    let end = word.find(['.', '#', '[']).unwrap_or(word.len());
    match &word[..end] {
        "" | "*" => {}
        name => step.tag = Some(Tag::from_name(name)).filter(|&tag| tag != Tag::Other).map(Some)?,
    }
    let mut rest = &word[end..];
    while let Some(kind) = rest.chars().next() {
        let body = &rest[1..];
        if kind == '[' {
            let close = body.find(']')?;
            step.conditions.push(condition(&body[..close])?);
            rest = &body[close + 1..];
            continue;
        }
        let end = body.find(['.', '#', '[']).unwrap_or(body.len());
        let value = body[..end].to_owned();
        if value.is_empty() || value.contains(':') || !matches!(kind, '.' | '#') {
            return None;
        }
        let (attribute, how) = if kind == '.' { ("class", '~') } else { ("id", '=') };
        step.conditions.push(Condition { attribute: attribute.to_owned(), how, value });
        rest = &body[end..];
    }
    Some(step)
}

fn condition(inside: &str) -> Option<Condition> {
    let Some((name, value)) = inside.split_once('=') else {
        return Some(Condition { attribute: inside.trim().to_owned(), how: ' ', value: String::new() });
    };
    let how = name.chars().last().filter(|last| matches!(last, '~' | '^' | '$' | '*')).unwrap_or('=');
    let attribute = name.trim_end_matches(['~', '^', '$', '*']).trim().to_owned();
    let value = value.trim().trim_matches(['"', '\'']).to_owned();
    (!attribute.is_empty()).then_some(Condition { attribute, how, value })
}

fn leads_to(page: &Page, id: NodeId, steps: &[Step]) -> bool {
    let Some((last, before)) = steps.split_last() else { return false };
    if !fits(page, id, last) {
        return false;
    }
    let mut direct = last.direct;
    let mut at = id;
    for step in before.iter().rev() {
        let mut around = page.around(at);
        let found = if direct {
            around.next().filter(|&one| fits(page, one, step))
        } else {
            around.find(|&one| fits(page, one, step))
        };
        let Some(found) = found else { return false };
        at = found;
        direct = step.direct;
    }
    true
}

fn fits(page: &Page, id: NodeId, step: &Step) -> bool {
    step.tag.is_none_or(|tag| tag == page.tag(id))
        && step.conditions.iter().all(|condition| {
            page.attribute(id, &condition.attribute).is_some_and(|value| {
                let wanted = condition.value.as_str();
                match condition.how {
                    ' ' => true,
                    '~' => value.split_ascii_whitespace().any(|word| word == wanted),
                    '^' => !wanted.is_empty() && value.starts_with(wanted),
                    '$' => !wanted.is_empty() && value.ends_with(wanted),
                    '*' => !wanted.is_empty() && value.contains(wanted),
                    _ => value == wanted,
                }
            })
        })
}

#[cfg(test)]
mod tests {
    use super::named_by;
    use crate::dom::parse;

    #[test]
    fn rules_point_at_elements() {
        let page = parse(
            "<div id=a class='x story'><p>1</p><div class=text><p>2</p></div></div><p itemprop=articleBody>3</p>",
        );
        for (rule, want) in [
            ("div.story .text", Some(vec!["2"])),
            ("#a > p", Some(vec!["1"])),
            ("#a > .text > p", Some(vec!["2"])),
            ("[itemprop=articleBody], #a p", Some(vec!["1", "2", "3"])),
            ("[itemprop^='article']", Some(vec!["3"])),
            ("div.none", Some(vec![])),
            ("p:first-child", None),
            ("p >", None),
            ("", None),
        ] {
            let found = named_by(&page, rule);
            let lines = found.map(|ids| ids.into_iter().map(|id| page.line(id)).collect::<Vec<_>>());
            assert_eq!(lines, want.map(|lines| lines.into_iter().map(str::to_owned).collect()), "{rule}");
        }
    }
}
