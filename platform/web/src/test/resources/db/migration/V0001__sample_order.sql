CREATE TABLE sample_order (
    id      uuid PRIMARY KEY,
    number  text,
    note    text NOT NULL,
    CONSTRAINT sample_order_number_once UNIQUE (number)
);
