-- Readers with credentials. Of what a reader holds herself, only hashes stand here.
create table accounts (
    reader {int} not null primary key references readers (id) on delete cascade,
    -- Random: what a passkey names her by.
    handle {bytes} not null unique,
    name text not null,
    name_key text not null unique,
    password_hash text,
    recovery_hash {bytes} not null,
    added {int} not null
) {strict};

create table passkeys (
    id {key},
    reader {int} not null references accounts (reader) on delete cascade,
    credential_id {bytes} not null unique,
    credential text not null,
    label text not null,
    added {int} not null,
    used {int}
) {strict};
create index passkeys_of on passkeys (reader);

create table sessions (
    id {key},
    token_hash {bytes} not null unique,
    reader {int} not null references accounts (reader) on delete cascade,
    added {int} not null,
    seen {int} not null,
    agent text not null
) {strict};
create index sessions_of on sessions (reader, seen);

create table tokens (
    id {key},
    token_hash {bytes} not null unique,
    reader {int} not null references accounts (reader) on delete cascade,
    label text not null,
    scopes text not null,
    added {int} not null,
    expires {int} not null,
    seen {int}
) {strict};
create index tokens_of on tokens (reader);

create table invitations (
    code_hash {bytes} not null primary key,
    added {int} not null,
    expires {int} not null,
    used_at {int},
    used_by {int} references readers (id) on delete set null
) {strict by key};
create index invitations_used on invitations (used_by) where used_by is not null;
