package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
)

// connectTimeout is how long a PostgreSQL server has to take a connection.
const connectTimeout = 5 * time.Second

// openPostgres opens one pool for loaders, whose statements may take as long
// as they need, and one for readers.
func openPostgres(config Config) (*Database, error) {
	primary, err := postgresURL(config.URL, 0)
	if err != nil {
		return nil, err
	}
	readers, err := postgresURL(cmp.Or(config.ReadURL, config.URL), config.StatementTimeout)
	if err != nil {
		return nil, err
	}
	database := &Database{Dialect: dialect.Postgres, Schema: cmp.Or(config.Schema, DefaultSchema), spaces: map[int]*Space{}}
	if config.NoticeURL != NoNotices {
		database.noticeURL, err = postgresURL(cmp.Or(config.NoticeURL, config.URL), 0)
		if err != nil {
			return nil, err
		}
	}
	if database.SQL, err = openPool(primary, config, nil); err != nil {
		return nil, err
	}
	looks := Config{MaxOpen: maxLooks, MaxLifetime: config.MaxLifetime}
	database.dropIdle = func() { // one of them does not answer: neither may the others
		dropIdle(database.Reads, config)
		dropIdle(database.looks, looks)
	}
	if database.looks, err = openPool(readers, looks, &impatient{most: patienceForLooks, silent: database.noteSilence}); err != nil {
		return nil, errors.Join(err, database.SQL.Close())
	}
	dialer := &impatient{answers: database.answers}
	if config.StatementTimeout > 0 {
		dialer.most = config.StatementTimeout + time.Second
	}
	if database.Reads, err = openPool(readers, config, dialer); err != nil {
		return nil, errors.Join(err, database.SQL.Close(), database.looks.Close())
	}
	return database, nil
}

// postgresURL adds what the driver leaves open.
func postgresURL(text string, statementTimeout time.Duration) (string, error) {
	parsed, err := url.Parse(text)
	if err != nil {
		return "", errors.New("the database URL is not a well-formed URL")
	}
	query := parsed.Query()
	if !query.Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		query.Set("sslmode", "prefer") // as every libpq client does
	}
	if !query.Has("connect_timeout") {
		query.Set("connect_timeout", strconv.Itoa(int(connectTimeout.Seconds())))
	}
	if statementTimeout > 0 {
		query.Set("statement_timeout", strconv.FormatInt(statementTimeout.Milliseconds(), 10))
	}
	parsed.RawQuery = query.Encode()
	return parsed.String(), nil
}

func openPool(url string, config Config, dialer *impatient) (*sql.DB, error) {
	connector, err := pq.NewConnector(url)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	if dialer != nil {
		connector.Dialer(dialer)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(cmp.Or(config.MaxOpen, DefaultMaxOpen))
	db.SetMaxIdleConns(config.maxIdle())
	db.SetConnMaxLifetime(config.MaxLifetime)
	return db, nil
}

func (c Config) maxIdle() int { return cmp.Or(c.MaxIdle, c.MaxOpen, DefaultMaxOpen) }

// dropIdle closes the connections of a pool that nothing runs on.
func dropIdle(db *sql.DB, config Config) {
	db.SetMaxIdleConns(0)
	db.SetMaxIdleConns(config.maxIdle())
}

// impatient dials connections that wait for a server no longer than most, and
// not even that when it does not answer elsewhere either. The driver itself waits
// for an answer even after a request has ended, which is for ever when the server
// has gone without a word.
type impatient struct {
	net.Dialer
	most    time.Duration              // none when 0
	answers func(since time.Time) bool // asked again and again while a connection waits; may be nil
	silent  func()                     // told when the server did not answer; may be nil
}

func (d *impatient) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *impatient) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d *impatient) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return impatientConn{conn, d}, nil
}

type impatientConn struct {
	net.Conn
	dialer *impatient
}

// Read waits for the server a second at a time.
func (c impatientConn) Read(into []byte) (int, error) {
	began := time.Now()
	for {
		wait, last := c.dialer.wait(time.Since(began))
		if err := c.SetReadDeadline(time.Now().Add(wait)); err != nil {
			return 0, err
		}
		n, err := c.Conn.Read(into)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
		if last || !c.dialer.answers(began) {
			c.dialer.noteSilence()
			// As the driver knows it, which then gives the connection up.
			return n, &net.OpError{Op: "read", Net: "tcp", Addr: c.RemoteAddr(), Err: ErrSilent}
		}
	}
}

func (d *impatient) noteSilence() {
	if d.silent != nil {
		d.silent()
	}
}

// wait is for how long to wait next, when some time is over already.
func (d *impatient) wait(over time.Duration) (wait time.Duration, last bool) {
	left := d.most - over
	if d.answers == nil || d.most > 0 && left <= patienceForLooks {
		return max(left, 0), true
	}
	return patienceForLooks, false
}
