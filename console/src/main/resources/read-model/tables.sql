-- What the log says, as far as it is asked for. Times are microseconds since 1970-01-01 UTC where order matters,
-- places are texts that sort like time. Whoever changes this raises the number in Database: old files are made anew.
CREATE TABLE meta (
    name VARCHAR PRIMARY KEY,
    said VARCHAR NOT NULL
);

CREATE TABLE reading (
    topic VARCHAR NOT NULL,
    part INT NOT NULL,
    upto BIGINT NOT NULL,
    PRIMARY KEY (topic, part)
);

-- What is longer than a column may be, and what who looks at rows alone does not read: see Documents.
CREATE TABLE document (
    sort VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    piece INT NOT NULL,
    bytes VARBINARY NOT NULL,
    PRIMARY KEY (sort, name, piece)
);

CREATE TABLE decision (
    place VARCHAR PRIMARY KEY,
    link VARCHAR NOT NULL,
    decision_id VARCHAR NOT NULL,
    rollout_id VARCHAR NOT NULL,
    correlation_id VARCHAR NOT NULL,
    number INT NOT NULL,
    service VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    evaluated BIGINT NOT NULL,
    appended BIGINT NOT NULL,
    search VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    key_id VARCHAR NOT NULL,
    fact VARBINARY NOT NULL
);
CREATE INDEX decision_link ON decision (link);
CREATE INDEX decision_id ON decision (decision_id);
CREATE INDEX decision_correlation ON decision (correlation_id);
CREATE INDEX decision_rollout ON decision (rollout_id, number);
CREATE INDEX decision_service ON decision (service, place);
CREATE INDEX decision_kind ON decision (kind, place);
CREATE INDEX decision_severity ON decision (severity, place);
CREATE INDEX decision_mode ON decision (mode, place);
CREATE INDEX decision_appended ON decision (appended);

-- What an operator says to all executors has the same id in every partition, and is of another service in each: a name has both.
CREATE TABLE execution (
    name VARCHAR PRIMARY KEY,
    execution_id VARCHAR NOT NULL,
    decision_id VARCHAR NOT NULL,
    rollout_id VARCHAR NOT NULL,
    started BIGINT NOT NULL,
    appended BIGINT NOT NULL,
    fact VARBINARY NOT NULL
);
CREATE INDEX execution_decision ON execution (decision_id);
CREATE INDEX execution_rollout ON execution (rollout_id, started);
CREATE INDEX execution_appended ON execution (appended);

CREATE TABLE command (
    place VARCHAR PRIMARY KEY,
    command_id VARCHAR NOT NULL,
    rollout_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    issued_by VARCHAR NOT NULL,
    issued BIGINT NOT NULL,
    appended BIGINT NOT NULL,
    key_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    fact VARBINARY NOT NULL
);
CREATE INDEX command_id ON command (command_id);
CREATE INDEX command_rollout ON command (rollout_id);
CREATE INDEX command_service ON command (service, place);
CREATE INDEX command_appended ON command (appended);

CREATE TABLE policy (
    hash VARCHAR PRIMARY KEY,
    written VARBINARY NOT NULL
);

CREATE TABLE state (
    rollout_id VARCHAR PRIMARY KEY,
    kept_under VARCHAR NOT NULL,
    appended BIGINT NOT NULL,
    document VARBINARY NOT NULL
);
CREATE INDEX state_key ON state (kept_under);

CREATE TABLE evaluation (
    rollout_id VARCHAR PRIMARY KEY,
    appended BIGINT NOT NULL,
    document VARBINARY NOT NULL
);

CREATE TABLE figures (
    rollout_id VARCHAR NOT NULL,
    chunk INT NOT NULL,
    points VARBINARY NOT NULL,
    PRIMARY KEY (rollout_id, chunk)
);

CREATE TABLE rollout (
    rollout_id VARCHAR PRIMARY KEY,
    place VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    epoch BIGINT NOT NULL,
    shadow BOOLEAN NOT NULL,
    live BOOLEAN NOT NULL,
    phase VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    policy_hash VARCHAR NOT NULL,
    started BIGINT NOT NULL,
    ended VARCHAR NOT NULL,
    detected BIGINT,
    recovered BIGINT,
    acknowledged BIGINT NOT NULL,
    acknowledgements INT NOT NULL,
    search VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    history VARBINARY,
    shown VARBINARY NOT NULL
);
CREATE UNIQUE INDEX rollout_place ON rollout (place);
CREATE INDEX rollout_live ON rollout (live, place);
CREATE INDEX rollout_service ON rollout (service, place);
CREATE INDEX rollout_policy ON rollout (policy_hash);
CREATE INDEX rollout_started ON rollout (started);

CREATE TABLE answer (
    name VARCHAR PRIMARY KEY,
    fingerprint VARCHAR NOT NULL,
    status INT NOT NULL,
    content_type VARCHAR NOT NULL,
    body VARBINARY NOT NULL,
    answered BIGINT NOT NULL
);
