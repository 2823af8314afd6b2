//! What a page needs to be drawn: plain values, already in words where only one part of the system knows the words.

mod about;
mod access;
mod account;
mod article;
mod change;
mod comments;
mod find;
mod front;
mod history;
mod house;
mod ledger;
mod letter;
mod newsroom;
mod operator;
mod saved;
mod search;
mod share;
mod slot;
mod source;
mod story;
mod studio;
mod topic;
mod tune;
mod visit;
mod watch;
mod why;
mod you;

pub use crate::wishes::Wishes;
pub use about::AboutView;
pub use access::{AccessTyped, AccessView, OpenedLine, OpenedRowsView, OpenedView};
pub use account::{AccountView, CodeView, DoorView, PasskeyAsk, PasskeyLine, SessionLine, TokenLine};
pub use article::{ArticleView, Changed, EnclosureView, Neighbour, VersionView};
pub use change::{ChangeView, MovedView, Placed, StrengthView};
pub use comments::{
    CommentForm, CommentTyped, CommentsPage, CommentsView, HersView, MyComment, QueueRow, QueueView, Typing,
    UnsubscribeView,
};
pub use find::{
    FinderForm, FinderRow, FinderView, FindersView, FollowedRow, FollowingView, ListReport, PreviewView, TypedQuery,
};
pub use front::{Front, FrontEnd};
pub use history::{HistoryDay, HistoryView};
pub use house::{DeadRow, HouseView};
pub use ledger::{
    AlgorithmView, ErasedEntry, ErasedView, HeadView, LedgerReportView, MineView, MyDataView, PolicyView, ReportFigure,
    ReportTable, TransparencyView, WeightView,
};
pub use letter::{DepositView, LetterKept, LetterLinkView, LetterTyped, LetterView};
pub use newsroom::{
    AuthorEdit, AuthorView, AuthorsView, BesideView, DeskView, LeadView, ManuscriptsView, MediumView, MentionView,
    MentionsView, NewsroomHouseView, PieceView, RevisionsView, ShelfView, Told, WallView, WithdrawnView,
};
pub use operator::{FitRow, InUse, ModelRow, OperatorView, ReportRow, series};
pub use saved::SavedView;
pub use search::{Filter, Found, SearchView};
pub use share::{ReportView, ShareView};
pub use slot::{ItemLine, PictureView, SlotView, SourceLink, StoryLink, TopicLink};
pub use source::{AnswerView, SourceRow, SourceView, SourcesView, Starter};
pub use story::{Coverage, StoryView};
pub use studio::{ClipQueueView, JudgedView, StudioClipView, StudioView};
pub use timeline::Order;
pub use topic::{TopicRow, TopicView, TopicsView};
pub use tune::TuneView;
pub use visit::{Contrast, Look, Place, Stance, TextSize, Visit};
pub use watch::{ChannelView, ClipView, FileView, PlayerView, StripView, SubtitlesView, WatchEnd, WatchView};
pub use why::{Bar, LeftOutLine, WhyView};
pub use you::{ChosenView, Learned, LearnedList, Remembered, RememberedList, YouView};
