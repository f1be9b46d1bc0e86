package onestop.testsupport;

/** A database nobody else uses, and the role that owns it: an ordinary one, as in production. */
public record TestDatabase(String url, String username, String password) {}
