CREATE TABLE customers (
  id               TEXT PRIMARY KEY,
  name             TEXT NOT NULL,
  age              INTEGER NOT NULL,
  about            TEXT NOT NULL,
  yearly_spend_fen INTEGER NOT NULL
) STRICT;

CREATE TABLE orders (
  order_no           TEXT PRIMARY KEY,
  customer_id        TEXT NOT NULL REFERENCES customers (id),
  item               TEXT NOT NULL,
  spec               TEXT NOT NULL,
  quantity           INTEGER NOT NULL CHECK (quantity > 0),
  category           TEXT NOT NULL,
  amount_fen         INTEGER NOT NULL CHECK (amount_fen >= 0),
  current_price_fen  INTEGER NOT NULL CHECK (current_price_fen >= 0),
  status             TEXT NOT NULL,
  paid_at            INTEGER NOT NULL,
  shipped_at         INTEGER,
  signed_at          INTEGER,
  no_return_reason   TEXT,
  warranty_months    INTEGER NOT NULL,
  recipient          TEXT NOT NULL,
  phone              TEXT NOT NULL,
  province           TEXT NOT NULL,
  city               TEXT NOT NULL,
  district           TEXT NOT NULL,
  detail             TEXT NOT NULL
) STRICT;

CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE shipments (
  shipment_no TEXT PRIMARY KEY,
  order_no    TEXT NOT NULL UNIQUE REFERENCES orders (order_no),
  carrier     TEXT NOT NULL,
  status      TEXT NOT NULL
) STRICT;

CREATE TABLE shipment_events (
  shipment_no TEXT NOT NULL REFERENCES shipments (shipment_no),
  at          INTEGER NOT NULL,
  text        TEXT NOT NULL,
  place       TEXT NOT NULL
) STRICT;

CREATE INDEX shipment_events_by_shipment ON shipment_events (shipment_no);

CREATE TABLE refunds (
  refund_no    TEXT PRIMARY KEY,
  order_no     TEXT NOT NULL UNIQUE REFERENCES orders (order_no),
  amount_fen   INTEGER NOT NULL CHECK (amount_fen >= 0),
  status       TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  expected_by  INTEGER NOT NULL,
  route        TEXT NOT NULL
) STRICT;

CREATE TABLE refund_steps (
  refund_no TEXT NOT NULL REFERENCES refunds (refund_no),
  at        INTEGER NOT NULL,
  text      TEXT NOT NULL
) STRICT;

CREATE INDEX refund_steps_by_refund ON refund_steps (refund_no);

CREATE TABLE service_records (
  id         TEXT PRIMARY KEY,
  order_no   TEXT NOT NULL REFERENCES orders (order_no),
  kind       TEXT NOT NULL,
  status     TEXT NOT NULL,
  amount_fen INTEGER,
  created_at INTEGER NOT NULL,
  due_at     INTEGER,
  details    TEXT NOT NULL
) STRICT;

CREATE INDEX service_records_by_order ON service_records (order_no);

CREATE TABLE first_answers (
  idempotency_key TEXT PRIMARY KEY,
  fingerprint     TEXT NOT NULL,
  status          INTEGER NOT NULL,
  body            TEXT NOT NULL,
  answered_at     INTEGER NOT NULL
) STRICT;
