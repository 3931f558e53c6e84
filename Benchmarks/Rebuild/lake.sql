-- The rules of orders and their lines (knowledge/sources/orders.yaml), for DuckDB. DATA stands for the data folder.
-- Every table has the row's number in its file, as the last row of a key wins.
CREATE TABLE parts AS
  SELECT DISTINCT trim(sku) AS sku FROM read_csv('DATA/autocorp/auto-parts.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
CREATE TABLE services AS
  SELECT DISTINCT try_cast(trim(serviceid) AS BIGINT) AS serviceid
  FROM read_csv('DATA/autocorp/auto-service.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');

-- Orders.
CREATE TEMP TABLE orders_read AS
  WITH read AS (
    SELECT row_number() OVER () AS row, try_cast(trim(order_id) AS BIGINT) AS order_id,
      try_cast(trim(customer_id) AS BIGINT) AS customer_id, try_cast(trim(order_date) AS TIMESTAMP) AS order_date,
      nullif(trim(invoice_number), '') AS invoice_number, nullif(trim(payment_method), '') AS payment_method,
      try_cast(replace(replace(trim(subtotal), '$', ''), ',', '') AS DECIMAL(18, 2)) AS subtotal,
      try_cast(replace(replace(trim(tax), '$', ''), ',', '') AS DECIMAL(18, 2)) AS tax,
      try_cast(replace(replace(trim(total_amount), '$', ''), ',', '') AS DECIMAL(18, 2)) AS total_amount,
      nullif(trim(order_type), '') AS order_type, nullif(trim(status), '') AS status
    FROM read_csv('DATA/autocorp/sales_orders.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'))
  SELECT *,
    CASE WHEN order_id IS NULL THEN 'O1' WHEN order_date IS NULL THEN 'O2'
      WHEN total_amount IS NULL OR total_amount <= 0 THEN 'O3' END AS fault
  FROM read;
CREATE TABLE orders AS
  SELECT order_id, customer_id, order_date, invoice_number, coalesce(payment_method, 'Unknown') AS payment_method,
    CASE WHEN subtotal >= 0 THEN subtotal WHEN tax >= 0 THEN total_amount - tax END AS subtotal,
    CASE WHEN tax >= 0 THEN tax WHEN subtotal >= 0 THEN total_amount - subtotal END AS tax,
    total_amount, order_type, status
  FROM orders_read
  WHERE row IN (SELECT arg_max(row, (order_date, row)) FROM orders_read WHERE fault IS NULL GROUP BY order_id);
CREATE TABLE quarantine AS SELECT 'orders' AS source, fault, row FROM orders_read WHERE fault IS NOT NULL;
CREATE TABLE counts AS
  SELECT 'orders' AS source, count(*) AS read, (SELECT count(*) FROM orders) AS kept, count(fault) AS quarantined
  FROM orders_read;
DROP TABLE orders_read;

-- The parts on orders.
CREATE TEMP TABLE parts_read AS
  WITH read AS (
    SELECT row_number() OVER () AS row, try_cast(trim(order_id) AS BIGINT) AS order_id, nullif(trim(sku), '') AS sku,
      nullif(trim(part_description), '') AS part_description, try_cast(trim(quantity) AS BIGINT) AS quantity,
      try_cast(replace(replace(trim(unit_price), '$', ''), ',', '') AS DECIMAL(18, 2)) AS unit_price,
      try_cast(replace(replace(trim(line_total), '$', ''), ',', '') AS DECIMAL(18, 2)) AS line_total
    FROM read_csv('DATA/autocorp/sales_order_parts.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'))
  SELECT read.*,
    CASE WHEN read.order_id IS NULL THEN 'L4' WHEN read.sku IS NULL THEN 'L3'
      WHEN quantity IS NULL OR quantity < 1 THEN 'L1'
      WHEN unit_price IS NULL OR unit_price <= 0 OR line_total IS NULL OR line_total <= 0 THEN 'L2'
      WHEN orders.order_id IS NULL THEN 'L4' WHEN parts.sku IS NULL THEN 'L3' END AS fault
  FROM read LEFT JOIN orders ON orders.order_id = read.order_id LEFT JOIN parts ON parts.sku = read.sku;
CREATE TABLE order_parts AS
  SELECT order_id, sku, part_description, quantity, unit_price, line_total FROM parts_read
  WHERE row IN (SELECT max(row) FROM parts_read WHERE fault IS NULL GROUP BY order_id, sku);
INSERT INTO quarantine SELECT 'order_parts', fault, row FROM parts_read WHERE fault IS NOT NULL;
INSERT INTO counts
  SELECT 'order_parts', count(*), (SELECT count(*) FROM order_parts), count(fault) FROM parts_read;
DROP TABLE parts_read;

-- The services on orders.
CREATE TEMP TABLE services_read AS
  WITH read AS (
    SELECT row_number() OVER () AS row, try_cast(trim(order_id) AS BIGINT) AS order_id,
      try_cast(trim(serviceid) AS BIGINT) AS serviceid, nullif(trim(service_description), '') AS service_description,
      try_cast(trim(quantity) AS BIGINT) AS quantity, try_cast(trim(labor_minutes) AS BIGINT) AS labor_minutes,
      try_cast(replace(replace(trim(labor_cost), '$', ''), ',', '') AS DECIMAL(18, 2)) AS labor_cost,
      try_cast(replace(replace(trim(parts_cost), '$', ''), ',', '') AS DECIMAL(18, 2)) AS parts_cost,
      try_cast(replace(replace(trim(line_total), '$', ''), ',', '') AS DECIMAL(18, 2)) AS line_total,
      try_cast(trim(vehicle_id) AS BIGINT) AS vehicle_id, try_cast(trim(technician_id) AS BIGINT) AS technician_id,
      nullif(trim(service_status), '') AS service_status
    FROM read_csv('DATA/autocorp/sales_order_services.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'))
  SELECT read.*,
    CASE WHEN read.order_id IS NULL THEN 'L4' WHEN read.serviceid IS NULL THEN 'L3'
      WHEN quantity IS NULL OR quantity < 1 THEN 'L1'
      WHEN line_total IS NULL OR line_total <= 0 OR labor_cost < 0 OR parts_cost < 0 THEN 'L2'
      WHEN orders.order_id IS NULL THEN 'L4' WHEN services.serviceid IS NULL THEN 'L3' END AS fault
  FROM read LEFT JOIN orders ON orders.order_id = read.order_id
    LEFT JOIN services ON services.serviceid = read.serviceid;
CREATE TABLE order_services AS
  SELECT order_id, serviceid, service_description, quantity, labor_minutes, labor_cost, parts_cost, line_total,
    vehicle_id, technician_id, service_status
  FROM services_read
  WHERE row IN (SELECT max(row) FROM services_read WHERE fault IS NULL GROUP BY order_id, serviceid);
INSERT INTO quarantine SELECT 'order_services', fault, row FROM services_read WHERE fault IS NOT NULL;
INSERT INTO counts
  SELECT 'order_services', count(*), (SELECT count(*) FROM order_services), count(fault) FROM services_read;
DROP TABLE services_read;
CHECKPOINT;
