import { Witness } from '../../../lib/drill';
import { witnessSql } from '../../../lib/postgres/witness/witness-sql';

const WITNESS = Witness.every('5m', {
  counts: ['orders', 'sales."Order.Items"', 'empty'],
  schema: 'Witness "1"',
});

/** A witness with names that SQL needs quotes for. */
export const witness = WITNESS.plan();

/** The tables it counts. */
export const TABLES = `
  CREATE TABLE orders (id int); INSERT INTO orders SELECT generate_series(1, 100);
  CREATE SCHEMA sales; CREATE TABLE sales."Order.Items" (id int);
  INSERT INTO sales."Order.Items" SELECT generate_series(1, 20);
  CREATE TABLE empty (id int)`;

/** The tables, and what the witness wrote of them: one statement a line, as psql sends them. */
export const WITNESSED = [TABLES, 'CREATE SCHEMA "Witness ""1"""', ...witnessSql(WITNESS).split('\n')];
