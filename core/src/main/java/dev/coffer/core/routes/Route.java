package dev.coffer.core.routes;

/**
 * A rule: who answers for the servers that a pattern selects.
 *
 * @param servers which servers
 * @param target who answers
 * @param last true when the rule is asked only after the store had nothing
 */
public record Route(ServerPattern servers, Target target, boolean last) {}
