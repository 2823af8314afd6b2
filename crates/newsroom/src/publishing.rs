//! From a manuscript to readers, and back from them with a reason.
//!
//! What is published becomes an item under a key of its manuscript: done twice, it is the same item. The item first, then
//! the manuscript: where the server dies in between, what was scheduled is published again, and nothing is there twice.

use std::collections::HashMap;

use crate::reasons::of_withdrawal;
use model::{
    ItemId, Language, ManuscriptId, ManuscriptState, Medium, MediumId, NoticeKind, RevisionId, RevisionKind, Source,
    SourceId, SourceKind, Time,
};
use store::{Arrival, Change, ManuscriptRow, NewJob, NewSource, Pin, Publication};

use crate::{
    Act, ClipSeen, Content, Editor, Error, Newsroom, Refusal,
    arriving::Whole,
    manuscripts::revision,
    writing::{self, Written},
};

/// Address of the source that everything written here comes from.
pub(crate) const ADDRESS: &str = "newsroom:";
const LONGEST_REASON: usize = 2_000;

/// When it goes out, and how much has to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// When it was published, where that was before (an import); now otherwise.
    pub published: Option<Time>,
    /// What was wrong, and how it is right: told to readers.
    pub correction: Option<String>,
}

impl Newsroom {
    /// The source of all that is written here; made when it is needed first.
    pub async fn source(&self) -> Result<SourceId, Error> {
        if let Some(id) = self.known_source() {
            return Ok(id);
        }
        let edition = self.store().edition();
        let new = NewSource {
            kind: SourceKind::Newsroom,
            address: ADDRESS.to_owned(),
            title: edition.title.clone(),
            site: String::new(),
            language: Language::UNKNOWN,
            folder: String::new(),
        };
        let (id, made) = self.store().add_source(&new, Time::now()).await?;
        if made && let Some(source) = self.store().source(id).await? {
            let words = "Written here.".to_owned();
            let well = Source { health: model::Health::Well, health_words: words, ..source };
            self.store().update_source(&well).await?;
        }
        self.know_source(id);
        Ok(id)
    }

    /// For an editor to read.
    pub async fn hand_in(&self, editor: &Editor, id: ManuscriptId, now: Time) -> Result<(), Error> {
        let row = self.hers(editor, id).await?;
        has_headline(&row)?;
        self.go(editor, &row, &[ManuscriptState::Draft], ManuscriptState::Review, Plan::default(), now).await
    }

    /// Back to whoever writes it; also what was scheduled and is not to go out.
    pub async fn hand_back(&self, editor: &Editor, id: ManuscriptId, now: Time) -> Result<(), Error> {
        let row = self.hers(editor, id).await?;
        let from: &[_] = if self.puts_out(editor, &row).await.is_ok() {
            &[ManuscriptState::Review, ManuscriptState::Scheduled]
        } else {
            &[ManuscriptState::Review]
        };
        let plan = Plan { embargo: row.embargo, ..Plan::default() };
        self.go(editor, &row, from, ManuscriptState::Draft, plan, now).await
    }

    /// Nobody may see it before `embargo`; `None` lifts it.
    pub async fn set_embargo(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        embargo: Option<Time>,
        now: Time,
    ) -> Result<(), Error> {
        editor.needs(Act::Edit)?;
        let row = self.hers(editor, id).await?;
        if let (Some(embargo), Some(scheduled)) = (embargo, row.scheduled)
            && scheduled < embargo
        {
            return Err(Refusal::Embargo(embargo).into());
        }
        let plan = Plan { embargo, scheduled: row.scheduled, ..Plan::default() };
        let from = [ManuscriptState::Draft, ManuscriptState::Review, ManuscriptState::Scheduled];
        self.go(editor, &row, &from, row.state, plan, now).await
    }

    pub async fn schedule(&self, editor: &Editor, id: ManuscriptId, at: Time, now: Time) -> Result<(), Error> {
        let row = self.hers(editor, id).await?;
        self.may_put_out(editor, &row).await?;
        has_headline(&row)?;
        if at <= now {
            return Err(Refusal::Past.into());
        }
        if let Some(draft) = row.draft {
            let content = self.content(draft).await?;
            if content.clip.is_some() {
                let seen = self.clip_to_put_out(row.id, &content).await?;
                // At its time nobody would be here to decide.
                self.unlike_withheld(&seen.clip, &row).await?;
            }
        }
        if let Some(embargo) = row.embargo.filter(|embargo| at < *embargo) {
            return Err(Refusal::Embargo(embargo).into());
        }
        let from = [ManuscriptState::Draft, ManuscriptState::Review, ManuscriptState::Scheduled];
        let plan = Plan { embargo: row.embargo, scheduled: Some(at), ..Plan::default() };
        self.go(editor, &row, &from, ManuscriptState::Scheduled, plan, now).await
    }

    /// Readers see the draft from now on; what they saw before stays among the versions.
    pub async fn publish(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        correction: Option<&str>,
        now: Time,
    ) -> Result<ItemId, Error> {
        let row = self.hers(editor, id).await?;
        self.may_put_out(editor, &row).await?;
        if let Some(embargo) = row.embargo.filter(|embargo| now < *embargo) {
            return Err(Refusal::Embargo(embargo).into());
        }
        let correction = match correction.map(str::trim).filter(|words| !words.is_empty()) {
            Some(words) if words.chars().count() > LONGEST_REASON => {
                return Err(Refusal::TooLong("correction", LONGEST_REASON).into());
            }
            words => words.map(str::to_owned),
        };
        self.put_out(editor, &row, &Terms { published: None, correction }, now).await
    }

    /// Editors publish; a creator her clips, but no copies of what was taken down.
    async fn may_put_out(&self, editor: &Editor, row: &ManuscriptRow) -> Result<(), Error> {
        self.puts_out(editor, row).await?;
        match self.store().clip_of_manuscript(row.id).await? {
            Some(clip) if !editor.may(Act::Edit) => self.unlike_withheld(&clip, row).await,
            _ => Ok(()),
        }
    }

    /// Is it hers to say when readers see it? An editor's, and a creator's in channels of her own.
    pub(crate) async fn puts_out(&self, editor: &Editor, row: &ManuscriptRow) -> Result<(), Error> {
        let Some(channel) = self.channel_of_draft(row).await?.filter(|_| !editor.may(Act::Edit)) else {
            return Ok(editor.needs(Act::Edit)?);
        };
        let channel = self.channel_for(editor, channel).await?;
        if channel.owner != Some(editor.reader) || self.is_withheld(row.id).await? {
            return Err(Refusal::MayNot(Act::Edit).into());
        }
        Ok(())
    }

    pub(crate) async fn channel_of_draft(&self, row: &ManuscriptRow) -> Result<Option<SourceId>, Error> {
        let Some(draft) = row.draft else { return Ok(None) };
        Ok(self.content(draft).await?.channel.map(SourceId))
    }

    /// What was scheduled until now. A clock that was set back publishes nothing twice, one that was set forward nothing
    /// too early that it does not believe itself.
    pub async fn publish_due(&self, now: Time) -> Result<usize, Error> {
        let (mut out, mut failure) = (0, None);
        for id in self.store().manuscripts_due(now).await? {
            // What goes wrong with one keeps no other waiting.
            match self.publish_one_due(id, now).await {
                Ok(went) => out += usize::from(went),
                Err(why) => failure = Some(why),
            }
        }
        failure.map_or(Ok(out), Err)
    }

    async fn publish_one_due(&self, id: ManuscriptId, now: Time) -> Result<bool, Error> {
        let Some(row) = self.store().manuscript(id).await? else { return Ok(false) };
        let editor = Editor { reader: model::ReaderId(0), name: row.changed_by.clone(), role: model::Role::Editor };
        let terms = Terms { published: row.published.or(row.scheduled), correction: None };
        let unlike = match self.store().clip_of_manuscript(id).await? {
            Some(clip) => self.unlike_withheld(&clip, &row).await,
            None => Ok(()),
        };
        let out = match unlike {
            Ok(()) => self.put_out(&editor, &row, &terms, now).await,
            Err(why) => Err(why),
        };
        match out {
            Ok(_) => Ok(true),
            Err(Error::Refused(refusal)) => {
                // It would be refused again each second: somebody has to look at it.
                let plan = Plan { embargo: row.embargo, ..Plan::default() };
                self.go(&editor, &row, &[ManuscriptState::Scheduled], ManuscriptState::Review, plan, now).await?;
                let why = match refusal {
                    Refusal::ClipNotReady => "its video is not ready",
                    Refusal::NoHeadline => "it has no headline",
                    Refusal::LikeWithheld(_) => "it shows the same as a clip that moderators took down",
                    _ => "somebody was changing it",
                };
                let note = format!("It did not go out at its time: {why}.");
                self.store().add_note(id, editor.reader, &editor.name, &note, now).await?;
                Ok(false)
            }
            Err(other) => Err(other),
        }
    }

    /// When something goes out by itself next.
    pub async fn next_due(&self) -> Result<Option<Time>, Error> {
        Ok(self.store().next_manuscript_due().await?)
    }

    pub(crate) async fn put_out(
        &self,
        editor: &Editor,
        row: &ManuscriptRow,
        terms: &Terms,
        now: Time,
    ) -> Result<ItemId, Error> {
        has_headline(row)?;
        let (draft, content) = self.listed(editor, row, now).await?;
        let published = row.published.or(terms.published).unwrap_or(now);
        let was_live = row.state == ManuscriptState::Published;
        if let (true, Some(words)) = (was_live, &terms.correction) {
            self.store().add_notice(row.id, NoticeKind::Correction, &editor.name, words, now).await?;
        }
        let arrival = self.arrival(row, &content, published).await?;
        let source = match content.channel {
            Some(channel) => SourceId(channel),
            None => self.source().await?,
        };
        let kept = self.store().keep(source, vec![arrival], now).await?;
        let item = kept.first().map(|kept| kept.id).ok_or(Refusal::NotThere)?;
        self.lead_on(row, item, now).await?;
        let corrected = (was_live && terms.correction.is_some()).then_some(now).or(row.corrected);
        let mut authors = Vec::new();
        for author in content.authors() {
            authors.extend(self.store().author(author).await?.map(|author| author.id));
        }
        let slug = content.address_name();
        let to = Publication {
            live: draft,
            item,
            published,
            corrected,
            slug,
            section: content.section.clone(),
            authors,
            tags: content.tags(),
        };
        self.announce(row.id, published, was_live, now).await?;
        self.store().publish_manuscript(row.id, &to).await?;
        self.changed();
        Ok(item)
    }

    /// What readers will see: whatever is published stands in lists.
    async fn listed(&self, editor: &Editor, row: &ManuscriptRow, now: Time) -> Result<(RevisionId, Content), Error> {
        let draft = row.draft.ok_or(Refusal::NoHeadline)?;
        let content = self.content(draft).await?;
        if !content.unlisted {
            return Ok((draft, content));
        }
        let content = Content { unlisted: false, ..content };
        let new = revision(editor, &content, RevisionKind::Saved);
        let kept = self.store().revise(row.id, Some(draft), &new, now).await?;
        Ok((kept.map_err(|_| Refusal::Moved)?, content))
    }

    /// An item that came back after it was withdrawn has a new number; the old one leads there.
    async fn lead_on(&self, row: &ManuscriptRow, item: ItemId, now: Time) -> Result<(), Error> {
        match row.item.filter(|before| *before != item) {
            Some(before) => {
                let pair = (format!("/article/{before}"), format!("/article/{item}"));
                self.store().set_redirects(&[pair], now).await?;
                Ok(self.store().move_reports(before, item).await?)
            }
            None => Ok(()),
        }
    }

    async fn arrival(&self, row: &ManuscriptRow, content: &Content, published: Time) -> Result<Arrival, Error> {
        let media = self.media_of(&writing::media_in(&content.body)).await?;
        let lead = match self.lead_of(row.id, content).await? {
            Some(lead) => self.store().medium(lead).await?,
            None => None,
        };
        let mut byline = Vec::new();
        for author in content.authors() {
            byline.extend(self.store().author(author).await?.map(|author| author.name));
        }
        let notices = self.store().notices(row.id).await?.len();
        let clip = match content.clip {
            Some(_) => Some(self.clip_to_put_out(row.id, content).await?),
            None => None,
        };
        let whole = Whole { content: content.clone(), media, lead, byline, notices, published, clip };
        Ok(whole.arrival(&format!("{ADDRESS}{}", row.id)))
    }

    async fn clip_to_put_out(&self, id: ManuscriptId, content: &Content) -> Result<ClipSeen, Error> {
        let clip = self.store().clip_of_manuscript(id).await?.ok_or(Refusal::ClipNotReady)?;
        Ok(self.seen_with(clip, content).await?.ok_or(Refusal::ClipNotReady)?)
    }

    /// A text as readers will see it.
    pub async fn written(&self, content: &Content) -> Result<Written, Error> {
        let media = self.media_of(&writing::media_in(&content.body)).await?;
        Ok(writing::write(&content.body, &media))
    }

    pub(crate) async fn media_of(&self, ids: &[MediumId]) -> Result<HashMap<MediumId, Medium>, Error> {
        let mut media = HashMap::new();
        for id in ids {
            media.extend(self.store().medium(*id).await?.map(|medium| (medium.id, medium)));
        }
        Ok(media)
    }

    /// Readers find the reason in its place.
    pub async fn withdraw(&self, editor: &Editor, id: ManuscriptId, reason: &str, now: Time) -> Result<(), Error> {
        let row = self.hers(editor, id).await?;
        let is_clip = self.channel_of_draft(&row).await?.is_some();
        if !is_clip || self.puts_out(editor, &row).await.is_err() {
            editor.needs(Act::Direct)?;
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Refusal::TooLong("reason", LONGEST_REASON).into());
        }
        let edition = self.store().edition().name.as_str();
        // Whoever takes back what is her own decides about nobody.
        let decided = row.item.filter(|_| !is_clip || editor.may(Act::Edit));
        let jobs = decided.and_then(|item| of_withdrawal(edition, item, is_clip, now)).into_iter().collect();
        self.take_back(editor, &row, reason, jobs, now).await
    }

    /// Whoever may.
    pub(crate) async fn take_back(
        &self,
        editor: &Editor,
        row: &ManuscriptRow,
        reason: &str,
        jobs: Vec<NewJob>,
        now: Time,
    ) -> Result<(), Error> {
        self.announce(row.id, now, true, now).await?;
        let plan = Plan { reason: reason.to_owned(), withdrawn: Some(now), jobs, ..Plan::default() };
        self.go(editor, row, &[ManuscriptState::Published], ManuscriptState::Withdrawn, plan, now).await?;
        if let Some(item) = row.item {
            self.store().remove_pin(item).await?;
            self.store().forget_item(item).await?;
        }
        self.changed();
        Ok(())
    }

    /// What came to be known since, in a running story: Markdown, told at once.
    pub async fn tell(&self, editor: &Editor, id: ManuscriptId, text: &str, now: Time) -> Result<(), Error> {
        editor.needs(Act::Edit)?;
        let row = self.hers(editor, id).await?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        if text.chars().count() > 5 * LONGEST_REASON {
            return Err(Refusal::TooLong("update", 5 * LONGEST_REASON).into());
        }
        if row.state != ManuscriptState::Published {
            return Err(Refusal::Moved.into());
        }
        self.store().add_notice(id, NoticeKind::Update, &editor.name, text, now).await?;
        self.store().set_running(id, true).await?;
        self.put_out_live(editor, &row, now).await
    }

    /// The story is told; what was told stays.
    pub async fn end_running(&self, editor: &Editor, id: ManuscriptId) -> Result<(), Error> {
        editor.needs(Act::Edit)?;
        self.hers(editor, id).await?;
        Ok(self.store().set_running(id, false).await?)
    }

    /// The text that readers see, again: what stands beside it has changed.
    async fn put_out_live(&self, editor: &Editor, row: &ManuscriptRow, now: Time) -> Result<(), Error> {
        let live = ManuscriptRow { draft: row.live, ..row.clone() };
        self.put_out(editor, &live, &Terms::default(), now).await.map(|_| ())
    }

    /// At the top for everybody until then; the page says so.
    pub async fn pin(&self, editor: &Editor, item: ItemId, until: Time, now: Time) -> Result<(), Error> {
        editor.needs(Act::Edit)?;
        if until <= now {
            return Err(Refusal::Past.into());
        }
        if self.store().cards(&[item]).await?.is_empty() {
            return Err(Refusal::NotThere.into());
        }
        self.store().set_pin(&Pin { item, since: now, until, editor_name: editor.name.clone() }).await?;
        self.changed();
        Ok(())
    }

    pub async fn unpin(&self, editor: &Editor, item: ItemId) -> Result<(), Error> {
        editor.needs(Act::Edit)?;
        self.store().remove_pin(item).await?;
        self.changed();
        Ok(())
    }

    async fn go(
        &self,
        editor: &Editor,
        row: &ManuscriptRow,
        from: &[ManuscriptState],
        to: ManuscriptState,
        plan: Plan,
        now: Time,
    ) -> Result<(), Error> {
        if !from.contains(&row.state) {
            return Err(Refusal::Moved.into());
        }
        let change = Change {
            from: row.state,
            to,
            embargo: plan.embargo,
            scheduled: plan.scheduled,
            reason: plan.reason,
            withdrawn: plan.withdrawn,
            editor_name: editor.name.clone(),
            jobs: plan.jobs,
        };
        if self.store().change_manuscript(row.id, &change, now).await? { Ok(()) } else { Err(Refusal::Moved.into()) }
    }
}

#[derive(Default)]
struct Plan {
    embargo: Option<Time>,
    scheduled: Option<Time>,
    reason: String,
    withdrawn: Option<Time>,
    jobs: Vec<NewJob>,
}

fn has_headline(row: &ManuscriptRow) -> Result<(), Refusal> {
    if row.headline.trim().is_empty() { Err(Refusal::NoHeadline) } else { Ok(()) }
}
