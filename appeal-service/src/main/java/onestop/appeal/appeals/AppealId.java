package onestop.appeal.appeals;

import java.util.UUID;

record AppealId(UUID value) {}
