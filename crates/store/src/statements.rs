//! Every SQL text, declared once. A text is a file named by its question; a twin exists only where the two
//! databases need different words.

/// One question in the words of both databases.
#[derive(Debug)]
pub struct Statement {
    /// Folder and name below `sql/`.
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// SQLite numbers `$2, $1` by order of appearance and would swap them silently; `?2, ?1` mean what they say.
const fn with_question_marks<const N: usize>(text: &str) -> [u8; N] {
    let bytes = text.as_bytes();
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        let before_digit = at + 1 < N && bytes[at + 1].is_ascii_digit();
        out[at] = if bytes[at] == b'$' && before_digit { b'?' } else { bytes[at] };
        at += 1;
    }
    out
}

macro_rules! sqlite_text {
    ($text:expr) => {{
        const TEXT: &str = $text;
        const BYTES: [u8; TEXT.len()] = with_question_marks(TEXT);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            // One ASCII byte was exchanged for another in a valid text: this cannot be reached.
            Err(_) => "",
        }
    }};
}

macro_rules! statements {
    (same { $($same:ident $same_name:literal)* } twins { $($twin:ident $twin_name:literal)* }) => {
        $(pub static $same: Statement = Statement {
            name: $same_name,
            sqlite: sqlite_text!(include_str!(concat!("../sql/", $same_name, ".sql"))),
            postgres: include_str!(concat!("../sql/", $same_name, ".sql")),
        };)*
        $(pub static $twin: Statement = Statement {
            name: $twin_name,
            sqlite: sqlite_text!(include_str!(concat!("../sql/", $twin_name, ".sqlite.sql"))),
            postgres: include_str!(concat!("../sql/", $twin_name, ".postgres.sql")),
        };)*
        /// All of them, so that a test can prepare each on both databases.
        pub static ALL: &[&Statement] = &[$(&$same,)* $(&$twin,)*];
    };
}

statements! {
    same {
        SETTING "settings/value"
        SETTLE_SETTING "settings/settle"
        SET_SETTING "settings/set"
        SOURCE "sources/one"
        SOURCE_AT "sources/at_address"
        SOURCES "sources/all"
        ADD_SOURCE "sources/add"
        UPDATE_SOURCE "sources/update"
        MOVE_SOURCE "sources/move"
        SET_HEALTH "sources/set_health"
        REMOVE_SOURCE "sources/remove"
        SOURCE_COUNTS "sources/counts"
        POLLING "polling/one"
        DUE "polling/due"
        NEXT_DUE "polling/next"
        ADD_POLLING "polling/add"
        NOTE_POLL "polling/note"
        ITEM "items/one"
        VERSIONS "items/versions"
        NEWEST "items/newest"
        NEWEST_NARROWED "items/newest_narrowed"
        NEWEST_OF_SOURCE "items/newest_of_source"
        NEWEST_OF_SOURCE_NARROWED "items/newest_of_source_narrowed"
        WITH_KEY "keep/with_key"
        WITH_URL "keep/with_url"
        KEEP_NEW "keep/new"
        KEEP_EARLIER "keep/earlier"
        KEEP_CHANGE "keep/change"
        REKEY "keep/rekey"
        KEEP_TEXT "keep/text"
        KEEP_TEXT_OF_CHANGE "keep/text_of_change"
        KEEP_MARKS "keep/marks"
        FULL_TEXT_FINGERPRINT "full_text/fingerprint"
        SET_FULL_TEXT "full_text/set"
        UNPLACED "place/unplaced"
        PLACED_RECENTLY "place/placed_recently"
        NEXT_REVS "place/next_revs"
        STORY_OF "place/story_of"
        ITEMS_OF_STORY "place/items_of_story"
        PLACE_ITEM "place/item"
        MOVE_ITEM "place/move"
        MERGE_STORY "place/merge"
        COUNT_STORY "place/count_story"
        DROP_EMPTY_STORY "place/drop_empty_story"
        STOCK_SINCE "stock/since"
        SEARCH_SINCE "stock/search_since"
        GONE_SINCE "stock/gone_since"
        NEWEST_REV "stock/newest_rev"
        COVERAGE "stories/coverage"
        NEWEST_STORIES "stories/newest"
        PICTURE "pictures/one"
        NOTE_PICTURE "pictures/note"
        READER_BY_SECRET "readers/by_secret"
        NEW_READER "readers/new"
        REMOVE_READER "readers/remove"
        SEALED_OF_KIND "sealed/of_kind"
        SEALED_BELOW_KIND "sealed/below_kind"
        SEALED_ONE "sealed/one"
        SEALED_COUNT "sealed/count"
        PUT_SEALED "sealed/put"
        PUT_NEW_SEALED "sealed/put_new"
        DROP_SEALED "sealed/drop"
        DROP_SEALED_KIND "sealed/drop_kind"
        COUNT_HOUR "sealed/count_hour"
        UNCOUNT_HOUR "sealed/uncount_hour"
        HOURS_SINCE "sealed/hours_since"
        FORGET_HOURS "sealed/forget_hours"
        NEXT_READER "unsealed/next"
        UNSEALED_SECRETS "unsealed/secrets"
        UNSEALED_PROFILE "unsealed/profile"
        UNSEALED_CHOICES "unsealed/choices"
        UNSEALED_SLIDERS "unsealed/sliders"
        UNSEALED_EVENTS "unsealed/events"
        UNSEALED_SAVED "unsealed/saved"
        UNSEALED_PLACES "unsealed/places"
        UNSEALED_WISHES "unsealed/wishes"
        UNSEALED_FINDERS "unsealed/finders"
        UNSEALED_FINDS "unsealed/finds"
        UNSEALED_AGENTS "unsealed/agents"
        UNSEALED_TOKEN_LABELS "unsealed/token_labels"
        UNSEALED_PASSKEY_LABELS "unsealed/passkey_labels"
        SEAL_ACCOUNT "unsealed/seal_account"
        SEAL_AGENT "unsealed/seal_agent"
        SEAL_TOKEN_LABEL "unsealed/seal_token_label"
        SEAL_PASSKEY_LABEL "unsealed/seal_passkey_label"
        COUNT_UNSEALED_HOURS "unsealed/count_hours"
        DROP_UNSEALED_EVENTS "unsealed/drop_events"
        DROP_UNSEALED_PROFILE "unsealed/drop_profile"
        DROP_UNSEALED_CHOICES "unsealed/drop_choices"
        DROP_UNSEALED_SAVED "unsealed/drop_saved"
        DROP_UNSEALED_PLACES "unsealed/drop_places"
        DROP_UNSEALED_WISHES "unsealed/drop_wishes"
        DROP_UNSEALED_SLIDERS "unsealed/drop_sliders"
        DROP_UNSEALED_FINDERS "unsealed/drop_finders"
        COUNT_EVENTS "events/count"
        UNCOUNT_EVENTS "events/uncount"
        WAS_DONE "once/was_done"
        NOTE_DONE "once/note"
        FORGET_DONE "once/forget_old"
        ADD_REPORT "reports/add"
        NEWEST_REPORTS "reports/newest"
        FORGET_REPORTS "reports/forget"
        WHO "accounts/who"
        ACCOUNT_BY_NAME "accounts/by_name"
        ACCOUNT_OF "accounts/of_reader"
        ALL_ACCOUNTS "accounts/all"
        NEW_ACCOUNT "accounts/new"
        RETIRE_SECRET "accounts/retire_secret"
        RENAME_ACCOUNT "accounts/rename"
        SET_PASSWORD "accounts/set_password"
        SET_RECOVERY "accounts/set_recovery"
        RECOVER "accounts/recover"
        PASSKEY_WITH "accounts/passkey_with"
        PASSKEYS "accounts/passkeys"
        ADD_PASSKEY "accounts/add_passkey"
        USE_PASSKEY "accounts/use_passkey"
        CREDENTIAL_IDS "accounts/credential_ids"
        SECRET_HASHES "accounts/secret_hashes"
        REMOVE_PASSKEY "accounts/remove_passkey"
        ADD_SESSION "accounts/add_session"
        SEE_SESSION "accounts/see_session"
        SESSIONS "accounts/sessions"
        END_SESSION "accounts/end_session"
        END_OTHER_SESSIONS "accounts/end_other_sessions"
        END_OLD_SESSIONS "accounts/end_old_sessions"
        END_SURPLUS_SESSIONS "accounts/end_surplus_sessions"
        ADD_TOKEN "accounts/add_token"
        TOKEN_WITH "accounts/token_with"
        TOKENS "accounts/tokens"
        SEE_TOKEN "accounts/see_token"
        REMOVE_TOKEN "accounts/remove_token"
        INVITE "accounts/invite"
        USE_INVITATION "accounts/use_invitation"
        INVITATION "accounts/invitation"
        ENQUEUE "jobs/enqueue"
        JOB_DONE "jobs/done"
        JOB_AGAIN "jobs/again"
        JOB_FAIL "jobs/fail"
        NEXT_JOB "jobs/next"
        DEAD_JOBS "jobs/dead"
        REVIVE_JOBS "jobs/revive"
        COUNTS "counts/all"
        ITEMS_OF_SOURCE "forget/items_of_source"
        ITEMS_BEFORE "forget/items_before"
        FORGET_ITEM "forget/item"
        FORGET_COUNTERS "forget/counters"
        NOTE_GONER "forget/note"
        STAFF "staff/all"
        ROLE "staff/role"
        SET_ROLE "staff/set"
        SET_STAFF_NAME "staff/set_name"
        OPEN_ADDRESSES "comments/open_addresses"
        SEAL_ADDRESS "comments/seal_address"
        REMOVE_ROLE "staff/remove"
        SECTIONS "sections/all"
        SET_SECTION "sections/set"
        REMOVE_SECTION "sections/remove"
        AUTHORS "authors/all"
        AUTHOR "authors/one"
        AUTHOR_CALLED "authors/called"
        AUTHOR_OF_READER "authors/of_reader"
        AUTHORS_OF "authors/of_manuscript"
        ADD_AUTHOR "authors/add"
        CHANGE_AUTHOR "authors/change"
        MEDIUM "media/one"
        MEDIUM_WITH_ORIGIN "media/with_origin"
        MEDIA_LATELY "media/lately"
        ADD_MEDIUM "media/add"
        CHANGE_MEDIUM "media/change"
        NEW_MANUSCRIPT "manuscripts/new"
        MANUSCRIPT "manuscripts/one"
        MANUSCRIPT_OF_ITEM "manuscripts/of_item"
        MANUSCRIPT_WITH_ORIGIN "manuscripts/with_origin"
        MANUSCRIPTS_LATELY "manuscripts/lately"
        MANUSCRIPTS_BY_STATE "manuscripts/by_state"
        MANUSCRIPTS_DUE "manuscripts/due"
        NEXT_MANUSCRIPT_DUE "manuscripts/next_due"
        SET_MANUSCRIPT_DRAFT "manuscripts/set_draft"
        SET_MANUSCRIPT_STATE "manuscripts/set_state"
        SET_MANUSCRIPT_PUBLISHED "manuscripts/set_published"
        SET_MANUSCRIPT_RUNNING "manuscripts/set_running"
        REMOVE_MANUSCRIPT "manuscripts/remove"
        FORGET_MANUSCRIPT_AUTHORS "manuscripts/forget_authors"
        ADD_MANUSCRIPT_AUTHOR "manuscripts/add_author"
        FORGET_MANUSCRIPT_TAGS "manuscripts/forget_tags"
        ADD_MANUSCRIPT_TAG "manuscripts/add_tag"
        MANUSCRIPT_TAGS "manuscripts/tags"
        TAG_NAME "manuscripts/tag_name"
        TAGS "manuscripts/all_tags"
        PUBLISHED "manuscripts/published"
        PUBLISHED_OF_SECTION "manuscripts/published_of_section"
        PUBLISHED_OF_AUTHOR "manuscripts/published_of_author"
        PUBLISHED_OF_TAG "manuscripts/published_of_tag"
        PUBLISHED_AFTER "manuscripts/published_after"
        PUBLISHED_PLACES "manuscripts/places"
        COUNT_PUBLISHED "manuscripts/count_published"
        LATEST_WITHDRAWN "manuscripts/latest_withdrawn"
        KEEP_MENTION "mentions/keep"
        DROP_MENTION "mentions/drop"
        DECIDE_MENTION "mentions/decide"
        MENTIONS_SHOWN "mentions/shown"
        MENTIONS "mentions/in_state"
        MOVE_MANUSCRIPT_IN "manuscripts/move_in"
        SETTLE_MANUSCRIPT "manuscripts/settle"
        MANUSCRIPTS_AFTER "manuscripts/after"
        ORIGIN_KNOWN "manuscripts/origin_known"
        COMMENTS_BELOW "comments/of_manuscript"
        ADD_REVISION "revisions/add"
        REPLACE_REVISION "revisions/replace"
        REVISION "revisions/one"
        REVISIONS "revisions/of"
        REVISION_CONTENT "revisions/content"
        TAKE_LOCK "locks/take"
        FORCE_LOCK "locks/force"
        LOCK "locks/one"
        LET_LOCK_GO "locks/let_go"
        ADD_NOTE "desk_notes/add"
        NOTES "desk_notes/of"
        FINISH_NOTE "desk_notes/finish"
        ADD_NOTICE "notices/add"
        NOTICES "notices/of"
        SET_PIN "pins/set"
        PINS "pins/now"
        REMOVE_PIN "pins/remove"
        NEW_CLIP "clips/new"
        CLIP "clips/one"
        CLIP_OF_MANUSCRIPT "clips/of_manuscript"
        CLIP_OF_ITEM "clips/of_item"
        CLIPS_LATELY "clips/lately"
        STALE_CLIPS "clips/stale"
        RECEIVE_CLIP "clips/receive"
        SET_CLIP_STATE "clips/set_state"
        SET_CLIP_PROGRESS "clips/set_progress"
        SET_CLIP_MADE "clips/set_made"
        CLIP_SIGNATURES "clips/signatures"
        CLIP_SPACE "clips/space"
        CLIPS_BEGUN_SINCE "clips/begun_since"
        REMOVE_CLIP "clips/remove"
        ADD_CLIP_FILE "clips/add_file"
        REMOVE_CLIP_FILE "clips/remove_file"
        CLIP_FILES "clips/files"
        CLIP_FILES_NAMED "clips/files_named"
        CLIP_WITH_FILE "clips/with_file"
        ADD_CLIP_DECISION "clips/add_decision"
        CLIP_DECISIONS "clips/decisions"
        APPEAL_CLIP "clips/appeal"
        ANSWER_CLIP_APPEAL "clips/answer_appeal"
        APPEALED_CLIPS "clips/appealed"
        REPORTED_CLIPS "clips/reported"
        CLIP_REPORT_REASONS "clips/report_reasons"
        IS_CLIP_FILE_USED "clips/is_file_used"
        NEW_CHANNEL "channels/new"
        CHANNEL_BY_SLUG "channels/by_slug"
        CHANNEL "channels/one"
        CHANNELS_OF "channels/of_owner"
        CHANNELS "channels/all"
        CHANGE_CHANNEL "channels/change"
        CLIPS_OF_CHANNEL "channels/clips"
        REDIRECT "redirects/target"
        SET_REDIRECT "redirects/set"
        REMOVE_REDIRECT "redirects/remove"
        REDIRECTS "redirects/all"
        ONE_ITEM "forget/one_item"
        EMBEDDINGS_OF_SOURCE "items/embeddings_of_source"
        COMMENT "comments/one"
        COMMENT_OF_HERS "comments/hers"
        ADD_COMMENT "comments/add"
        BEGIN_THREAD "comments/begin_thread"
        COMMENT_REPLIES "comments/replies"
        COMMENTS_BY_GUEST "comments/by_guest"
        COMMENTS_BY_READER "comments/by_reader"
        COMMENT_QUEUE "comments/queue"
        COMMENTS_LATELY "comments/lately"
        COMMENT_APPEALS "comments/appeals"
        COMMENTS_ALIKE "comments/alike"
        COMMENTS_WAITING "comments/waiting"
        DECIDE_COMMENT "comments/set_state"
        REWRITE_COMMENT "comments/rewrite"
        WITHDRAW_COMMENT "comments/withdraw"
        WITHDRAW_DECISIONS "comments/withdraw_decisions"
        APPEAL_COMMENT "comments/appeal"
        ANSWER_APPEAL "comments/answer"
        COUNT_THREAD "comments/count_thread"
        COUNT_COMMENTS "comments/count"
        COMMENTS_COUNTED "comments/counted"
        ADD_COMMENT_ADDRESS "comments/add_address"
        COMMENT_ADDRESS "comments/address"
        FORGET_COMMENT_ADDRESS "comments/forget_address"
        UNSUBSCRIBE "comments/unsubscribe"
        WANTS_ANSWERS "comments/wants_answers"
        NOTE_COMMENT_MAIL "comments/note_mail"
        COMMENT_MAILED "comments/mailed"
        COMMENTS_MAILED_LATELY "comments/mailed_lately"
        ADD_DECISION "comments/add_decision"
        DECISIONS "comments/decisions"
        UNDO_DECISION "comments/undo_decision"
        LEARN_WORD "comments/learn"
        COUNT_WORDS "comments/count_words"
        FORGET_RARE_WORDS "comments/forget_rare_words"
        FORGET_COMMON_WORDS "comments/forget_common_words"
        FORGET_SPAM "comments/forget_spam"
        FORGET_SPAM_ADDRESSES "comments/forget_spam_addresses"
        FORGET_SPAM_DECISIONS "comments/forget_spam_decisions"
        BLANK_SPAM "comments/blank_spam"
        COMMENTS_TO_WITHDRAW "comments/ids_of_reader"
    }
    twins {
        CARDS "items/card"
        STOCK_OF "stock/of"
        LOCK_SOURCE "keep/lock_source"
        STORIES "stories/one"
        COUNTERS "events/counters"
        READER_THERE "readers/there"
        TAKE_JOBS "jobs/take"
        COMMENT_WORDS "comments/word"
        COMMENT_THREADS "comments/threads"
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, with_question_marks};

    #[test]
    fn a_parameter_means_its_number_on_both_databases() {
        let rewritten = sqlite_text!("select $2, $1, $12 -- costs $ and 5$");
        assert_eq!(rewritten, "select ?2, ?1, ?12 -- costs $ and 5$");
    }

    #[test]
    fn no_text_hides_a_parameter_inside_a_quoted_string() {
        for statement in ALL {
            for (place, part) in statement.postgres.split('\'').enumerate() {
                assert!(place % 2 == 0 || !part.contains('$'), "{}", statement.name);
            }
        }
    }
}
