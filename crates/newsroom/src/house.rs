//! The house: sections, authors, who works here, and where old addresses lead.

use model::{Author, AuthorId, ReaderId, Role, Time};
use store::{NewAuthor, StaffRow};
use url::Url;

use crate::{Act, Editor, Error, Newsroom, Refusal, slug};

pub(crate) const LONGEST_NAME: usize = 120;
pub(crate) const LONGEST_ABOUT: usize = 2_000;

impl Newsroom {
    pub async fn sections(&self) -> Result<Vec<(String, String)>, Error> {
        Ok(self.store().sections().await?)
    }

    pub async fn set_section(&self, editor: &Editor, name: &str) -> Result<(), Error> {
        editor.needs(Act::Direct)?;
        let name = name.trim();
        let slug = slug(name);
        if slug.is_empty() {
            return Err(Refusal::NoHeadline.into());
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::TooLong("name", LONGEST_NAME).into());
        }
        Ok(self.store().set_section(&slug, name).await?)
    }

    /// Articles in it stay; they stand under no heading then.
    pub async fn remove_section(&self, editor: &Editor, slug: &str) -> Result<(), Error> {
        editor.needs(Act::Direct)?;
        if self.store().remove_section(slug).await? { Ok(()) } else { Err(Refusal::NotThere.into()) }
    }

    pub async fn authors(&self) -> Result<Vec<Author>, Error> {
        Ok(self.store().authors().await?)
    }

    pub async fn author_called(&self, slug: &str) -> Result<Option<Author>, Error> {
        Ok(self.store().author_called(slug).await?)
    }

    pub async fn add_author(&self, editor: &Editor, name: &str, now: Time) -> Result<AuthorId, Error> {
        editor.needs(Act::Edit)?;
        let name = name.trim().to_owned();
        let slug = slug(&name);
        if slug.is_empty() {
            return Err(Refusal::NoHeadline.into());
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::TooLong("name", LONGEST_NAME).into());
        }
        let added = self.store().add_author(&NewAuthor { slug, name, ..NewAuthor::default() }, now).await?;
        added.ok_or(Error::Refused(Refusal::Taken))
    }

    /// An author may change what stands about herself.
    pub async fn change_author(&self, editor: &Editor, author: Author) -> Result<(), Error> {
        let there = self.store().author(author.id).await?.ok_or(Refusal::NotThere)?;
        if !(editor.may(Act::Edit) || there.reader == Some(editor.reader)) {
            return Err(Refusal::MayNot(Act::Edit).into());
        }
        if author.name.trim().is_empty() {
            return Err(Refusal::NoHeadline.into());
        }
        if author.name.chars().count() > LONGEST_NAME {
            return Err(Refusal::TooLong("name", LONGEST_NAME).into());
        }
        if author.about.chars().count() > LONGEST_ABOUT {
            return Err(Refusal::TooLong("about", LONGEST_ABOUT).into());
        }
        let site = author.site.trim();
        if !site.is_empty() && !is_web(site) {
            return Err(Refusal::BadAddress.into());
        }
        // Only whoever may edit says whose account it is.
        let reader = if editor.may(Act::Edit) { author.reader } else { there.reader };
        Ok(self.store().change_author(&Author { site: site.to_owned(), reader, ..author }).await?)
    }

    pub async fn staff(&self, editor: &Editor) -> Result<Vec<StaffRow>, Error> {
        editor.needs(Act::Direct)?;
        self.who_works_here().await
    }

    pub async fn who_works_here(&self) -> Result<Vec<StaffRow>, Error> {
        let mut staff = self.store().staff().await?;
        for each in &mut staff {
            each.name = self.sealed().staff.open_hex(&each.name).unwrap_or_default();
        }
        Ok(staff)
    }

    /// She is called something else now; nothing for whoever does not work here.
    pub async fn rename(&self, reader: ReaderId, name: &str) -> Result<(), Error> {
        Ok(self.store().set_staff_name(reader, &self.sealed().staff.seal_in_hex(name)?).await?)
    }

    /// `role` of `None` lets somebody go. The last chief stays: otherwise nobody could let anybody in.
    pub async fn set_role(
        &self,
        editor: &Editor,
        (reader, name): (ReaderId, &str),
        role: Option<Role>,
        now: Time,
    ) -> Result<(), Error> {
        editor.needs(Act::Direct)?;
        let staff = self.store().staff().await?;
        let chiefs = staff.iter().filter(|each| each.role == Role::Chief && each.reader != reader).count();
        if chiefs == 0 && role != Some(Role::Chief) {
            return Err(Refusal::Moved.into());
        }
        match role {
            Some(role) => self.appoint(reader, name, role, now).await?,
            None => {
                self.store().remove_role(reader).await?;
            }
        }
        Ok(())
    }

    /// The first chief, named by whoever runs the server.
    pub async fn appoint(&self, reader: ReaderId, name: &str, role: Role, now: Time) -> Result<(), Error> {
        Ok(self.store().set_role(reader, role, &self.sealed().staff.seal_in_hex(name)?, now).await?)
    }

    /// Is nobody in charge yet?
    pub async fn is_without_chief(&self) -> Result<bool, Error> {
        Ok(self.store().staff().await?.iter().all(|each| each.role != Role::Chief))
    }

    pub async fn redirect(&self, path: &str) -> Result<Option<String>, Error> {
        Ok(self.store().redirect(path).await?)
    }

    pub async fn redirects(&self, editor: &Editor, after: &str, limit: u32) -> Result<Vec<(String, String)>, Error> {
        editor.needs(Act::Direct)?;
        Ok(self.store().redirects(after, limit).await?)
    }

    /// Onto this site only: nobody can make our addresses lead elsewhere.
    pub async fn set_redirect(&self, editor: &Editor, path: &str, target: &str, now: Time) -> Result<(), Error> {
        editor.needs(Act::Direct)?;
        let (path, target) = (path.trim(), target.trim());
        if !is_path(path) || !is_path(target) || path == target {
            return Err(Refusal::BadAddress.into());
        }
        Ok(self.store().set_redirects(&[(path.to_owned(), target.to_owned())], now).await?)
    }

    pub async fn remove_redirect(&self, editor: &Editor, path: &str) -> Result<(), Error> {
        editor.needs(Act::Direct)?;
        self.store().remove_redirect(path).await?;
        Ok(())
    }
}

pub(crate) fn is_web(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

/// A path of this site: browsers read `//` and `/\` as another host.
pub(crate) fn is_path(path: &str) -> bool {
    let inside = path.len() <= 1_000 && !path.chars().any(|letter| letter.is_control() || letter == '\\');
    path.starts_with('/') && !path.starts_with("//") && inside
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_redirect_never_leads_off_this_site() {
        for (path, good) in [
            ("/2020/08/x/", true),
            ("/?p=12", true),
            ("//evil.example/", false),
            ("/\\evil.example", false),
            ("https://evil.example/", false),
            ("", false),
            ("/a\nb", false),
        ] {
            assert_eq!(is_path(path), good, "{path}");
        }
    }
}
