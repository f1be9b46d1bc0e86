package onestop.evaluation.rectification;

import java.util.UUID;

/** Names one rectification order. */
public record RectificationId(UUID value) {}
