package onestop.appeal.appeals;

/** Who acts: the subject of their token. */
record OfficerId(String value) {
    OfficerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the officer's id is blank");
        }
    }
}
