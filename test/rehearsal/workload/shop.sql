-- A small shop: what the faults are injected into.
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer integer NOT NULL,
  note text NOT NULL
);
INSERT INTO orders (customer, note) SELECT n % 100, repeat('x', 40) || n FROM generate_series(1, 2000) AS n;

CREATE TABLE schema_migrations (version text PRIMARY KEY);
INSERT INTO schema_migrations VALUES ('0001_orders'), ('0002_reporter');

CREATE ROLE reporter LOGIN;
GRANT SELECT ON orders TO reporter;
