//! Who works in the newsroom, who signs, and under which headings.

use model::{Author, AuthorId, ManuscriptId, MediumId, ReaderId, Role, Time};

use crate::{Result, Store, statements, store::Durability, value::Row};

/// Somebody of the newsroom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    pub reader: ReaderId,
    /// Sealed, under a key of the edition.
    pub name: String,
    pub role: Role,
    pub added: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewAuthor {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub site: String,
    pub picture: Option<MediumId>,
    pub reader: Option<ReaderId>,
}

impl Store {
    /// In the order in which they came.
    pub async fn staff(&self) -> Result<Vec<StaffRow>> {
        let found = self
            .rows(&statements::STAFF, &[], |row| {
                Ok((ReaderId(row.int(0)?), row.text(1)?, Role::from_word(row.str(2)?), Time(row.int(3)?)))
            })
            .await?;
        let staff = |(reader, name, role, added): (ReaderId, String, Option<Role>, Time)| {
            Some(StaffRow { reader, name, role: role?, added })
        };
        Ok(found.into_iter().filter_map(staff).collect())
    }

    /// What she may do here; `None` for whoever does not work here.
    pub async fn role(&self, reader: ReaderId) -> Result<Option<Role>> {
        Ok(self.row(&statements::ROLE, &[reader.into()], |row| Ok(Role::from_word(row.str(0)?))).await?.flatten())
    }

    /// She is called something else now; nothing for whoever does not work here.
    pub async fn set_staff_name(&self, reader: ReaderId, sealed: &str) -> Result<()> {
        let params = vec![reader.into(), sealed.to_owned().into()];
        self.run(Durability::Full, &statements::SET_STAFF_NAME, params).await.map(|_| ())
    }

    pub async fn set_role(&self, reader: ReaderId, role: Role, sealed_name: &str, now: Time) -> Result<()> {
        let params = vec![reader.into(), role.word().into(), sealed_name.to_owned().into(), now.into()];
        self.run(Durability::Full, &statements::SET_ROLE, params).await.map(|_| ())
    }

    /// False when she did not work here.
    pub async fn remove_role(&self, reader: ReaderId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_ROLE, vec![reader.into()]).await? > 0)
    }

    /// Slugs and names, in their order.
    pub async fn sections(&self) -> Result<Vec<(String, String)>> {
        self.rows(&statements::SECTIONS, &[], |row| Ok((row.text(0)?, row.text(1)?))).await
    }

    /// Adds it as the last, or names it anew.
    pub async fn set_section(&self, slug: &str, name: &str) -> Result<()> {
        let params = vec![slug.to_owned().into(), name.to_owned().into()];
        self.run(Durability::Full, &statements::SET_SECTION, params).await.map(|_| ())
    }

    pub async fn remove_section(&self, slug: &str) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_SECTION, vec![slug.to_owned().into()]).await? > 0)
    }

    /// By name.
    pub async fn authors(&self) -> Result<Vec<Author>> {
        self.many_rows(&statements::AUTHORS, &[], read_author).await
    }

    pub async fn author(&self, id: AuthorId) -> Result<Option<Author>> {
        self.row(&statements::AUTHOR, &[id.into()], read_author).await
    }

    pub async fn author_called(&self, slug: &str) -> Result<Option<Author>> {
        self.row(&statements::AUTHOR_CALLED, &[slug.into()], read_author).await
    }

    pub async fn author_of(&self, reader: ReaderId) -> Result<Option<Author>> {
        self.row(&statements::AUTHOR_OF_READER, &[reader.into()], read_author).await
    }

    /// Of what is published, in the order in which they sign.
    pub async fn authors_of(&self, manuscript: ManuscriptId) -> Result<Vec<Author>> {
        self.rows(&statements::AUTHORS_OF, &[manuscript.into()], read_author).await
    }

    /// `None` when somebody has this slug already.
    pub async fn add_author(&self, author: &NewAuthor, now: Time) -> Result<Option<AuthorId>> {
        let author = author.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [
                    (&author.slug).into(),
                    (&author.name).into(),
                    (&author.about).into(),
                    (&author.site).into(),
                    author.picture.into(),
                    author.reader.into(),
                    now.into(),
                ];
                tx.row(&statements::ADD_AUTHOR, &params, |row| row.int(0).map(AuthorId)).await
            })
        })
        .await
    }

    /// The slug stays: it stands in addresses.
    pub async fn change_author(&self, author: &Author) -> Result<()> {
        let params = vec![
            author.id.into(),
            author.name.clone().into(),
            author.about.clone().into(),
            author.site.clone().into(),
            author.picture.into(),
            author.reader.into(),
        ];
        self.run(Durability::Full, &statements::CHANGE_AUTHOR, params).await.map(|_| ())
    }
}

fn read_author(row: &Row) -> Result<Author> {
    Ok(Author {
        id: AuthorId(row.int(0)?),
        slug: row.text(1)?,
        name: row.text(2)?,
        about: row.text(3)?,
        site: row.text(4)?,
        picture: row.maybe_int(5)?.map(MediumId),
        reader: row.maybe_int(6)?.map(ReaderId),
    })
}
