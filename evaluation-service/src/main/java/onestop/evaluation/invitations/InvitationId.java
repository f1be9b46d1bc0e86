package onestop.evaluation.invitations;

import java.util.UUID;

/** Names the invitation to rate one service. */
public record InvitationId(UUID value) {}
