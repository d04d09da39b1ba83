package dev.headgate.schemas.model;

/** What a canary's weight is a share of. */
public enum WeightOf {
    /** Of the requests: at 5 % it has 5 of 100. */
    REQUESTS,
    /** Of the users, or whatever else is routed as a whole: its share of the requests may differ. */
    USERS
}
