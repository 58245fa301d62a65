-- A line for every column, key, index and foreign key of the current schema, without their names.
WITH tables AS (
    SELECT oid, relname
    FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace
        AND relkind = 'r'
        AND relname <> 'seaql_migrations'
),
columns AS (
    SELECT
        format(
            '%s.%s: %s%s%s%s',
            relname,
            attname,
            format_type(atttypid, atttypmod),
            CASE WHEN attnotnull THEN ' not null' END,
            CASE WHEN attidentity <> '' THEN ' identity' END,
            ' default ' || pg_get_expr(adbin, adrelid)
        ) AS line
    FROM tables
    JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
),
-- A UNIQUE constraint and a unique index are the same rule.
keys AS (
    SELECT
        format(
            '%s: %s (%s)',
            relname,
            CASE
                WHEN indisprimary THEN 'primary key'
                WHEN indisunique THEN 'unique'
                ELSE 'index'
            END,
            (
                SELECT string_agg(attname, ', ' ORDER BY place)
                FROM unnest(indkey) WITH ORDINALITY AS parts (attnum, place)
                JOIN pg_attribute USING (attnum)
                WHERE attrelid = indrelid
            )
        ) AS line
    FROM tables
    JOIN pg_index ON indrelid = tables.oid
),
foreign_keys AS (
    SELECT
        relname || ': ' || pg_get_constraintdef(pg_constraint.oid) AS line
    FROM tables
    JOIN pg_constraint ON conrelid = tables.oid AND contype = 'f'
)
SELECT line FROM columns
UNION ALL SELECT line FROM keys
UNION ALL SELECT line FROM foreign_keys
ORDER BY line
