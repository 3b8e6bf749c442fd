-- Who vouches for whom: links that members give to people they know. The code stays readable, because an organizer copies the link
-- again when it got lost; it opens a form and shows the sponsor's family name, nothing else.
create table invitations (
  id text not null primary key,
  code text not null unique,
  sponsor_id text not null,         -- members.id; no foreign key: erasing a member must not stop here
  invited_name text not null,
  note text not null,
  uses_max bigint not null,
  uses bigint not null,
  created_by text not null,         -- the organizer's name
  created_ms bigint not null,
  expires_ms bigint not null,
  withdrawn_ms bigint not null,     -- 0 = not withdrawn
  version bigint not null
);
create index invitations_by_sponsor on invitations (sponsor_id);

-- 入会申請. What the applicant wrote, how far the organizers are, and what is needed to undo a decision.
create table applications (
  id text not null primary key,
  family_name text not null,
  given_name text not null,
  kana text not null,
  former_name text not null,
  email text not null,
  site text not null,
  department text not null,
  joined_year bigint not null,      -- 0 = not said
  employment text not null,
  introduced_by text not null,      -- the sponsor as typed
  display_name text not null,       -- in the social network's group
  message text not null,
  state text not null,              -- received | checking | approved | declined | withdrawn
  status_hash text not null unique, -- of the secret in the applicant's link; the same form sent twice has the same
  invitation_id text,
  sponsor_id text,                  -- members.id
  taken_by_id text not null,        -- accounts.id; '' = nobody has it
  taken_by text not null,
  taken_ms bigint not null,
  asked_ms bigint not null,         -- when the sponsor was asked; 0 = not yet
  sponsor_answer text not null,     -- none | knows | does_not_know
  sponsor_note text not null,
  question text not null,           -- to the applicant
  reply text not null,              -- the applicant's
  group_invited bigint not null,    -- the organizers invited the person into the social network's group
  decided_by_id text not null,
  decided_by text not null,
  decided_ms bigint not null,       -- 0 = undecided
  reason text not null,             -- of a decline, for organizers only
  member_id text,                   -- whom the approval made or found
  member_version bigint not null,   -- of that member after the approval; 0 = none
  member_before text not null,      -- JSON of what the approval changed in a member who was there; '' = it made a new one
  step_ms bigint not null,          -- when something last happened: from here on it waits
  reminded_ms bigint not null,      -- when the daily reminder found it waiting too long; 0 = not
  created_ms bigint not null,
  version bigint not null
);
create index applications_by_state on applications (state, id);
create index applications_by_sponsor on applications (sponsor_id);
create index applications_by_member on applications (member_id);

-- 照合用: display names out of the group, and nothing else. They help to recognise people and vanish 90 days after they were pasted.
create table checking_names (
  id text not null primary key,
  name text not null,               -- as pasted, without bullets and the like
  folded text not null unique,
  other_folded text not null,       -- without what stands in brackets, or the two words the other way round; '' = the same
  pasted_ms bigint not null
);
create index checking_names_by_other on checking_names (other_folded);
create index checking_names_by_time on checking_names (pasted_ms);
