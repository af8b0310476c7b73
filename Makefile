# Each word prepares what it needs: see bin/prepare.
.PHONY: run test bench lint messages

run: ## serve the portal on 127.0.0.1:8000 (PORT=… changes it), with demo data when it is empty
	@bin/prepare run
	@bin/serve

test: ## every test, on SQLite and, where it is installed, on PostgreSQL
	@bin/prepare test
	@bin/test

bench: ## requests per second of the pages against a plain floor page; a million rows
	@bin/prepare run
	@.venv/bin/python -m bench
	@.venv/bin/python -m bench.search
	@.venv/bin/python -m bench.growth

lint: ## style of Python and templates; bin/lint --fix puts right what it can
	@bin/prepare test
	@bin/lint

messages: ## collect the texts to translate into locale/, then compile
	@bin/prepare test
	@bin/messages
