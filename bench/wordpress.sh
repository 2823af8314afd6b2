#!/bin/sh
# Sets WordPress up with one article, by its own installer, without a network:
#   sh bench/wordpress.sh FOLDER ADDRESS:PORT
# FOLDER/article.html is the article's text. Needs Debian's wordpress, wordpress-theme-twentytwentythree, php8.2-fpm,
# php8.2-mysql and nginx, and MariaDB at 127.0.0.1:3306 (root without a password). `cargo x bench-pages` calls it.
set -eu
folder=$(realpath "$1")
address=$2
site=$folder/site
rm -rf "$site"
cp -rL /usr/share/wordpress "$site"
mkdir -p "$folder/tmp"

mysql -h 127.0.0.1 -u root -e 'drop database if exists caulbart_bench_wordpress; create database caulbart_bench_wordpress'

cat > "$site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'caulbart_bench_wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', '127.0.0.1');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://$address');
define('WP_SITEURL', 'http://$address');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP

cat > "$folder/install.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
[$_, $site, $article, $address] = $argv;
$_SERVER['HTTP_HOST'] = $address;
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_URI'] = '/';
require $site . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification(...$_) {}
wp_install('Peer', 'editor', 'editor@example.invalid', false, '', wp_generate_password());
switch_theme('twentytwentythree');
wp_update_post(['ID' => 1, 'post_title' => 'Storm surge barrier holds through the night', 'post_content' => file_get_contents($article)]);
PHP
php "$folder/install.php" "$site" "$folder/article.html" "$address" > "$folder/install.log" 2>&1
chmod -R a+rX "$folder"

cat > "$folder/php-fpm.conf" <<CONF
[global]
error_log = $folder/php-fpm.log
daemonize = no
[www]
user = www-data
group = www-data
listen = $folder/tmp/php.sock
listen.owner = www-data
pm = static
pm.max_children = 8
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.validate_timestamps] = 0
CONF

cat > "$folder/nginx.conf" <<CONF
user www-data;
worker_processes 2;
daemon off;
pid $folder/tmp/nginx.pid;
error_log $folder/nginx.log;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  keepalive_requests 1000000;
  client_body_temp_path $folder/tmp/body;
  fastcgi_temp_path $folder/tmp/fastcgi;
  proxy_temp_path $folder/tmp/proxy;
  uwsgi_temp_path $folder/tmp/uwsgi;
  scgi_temp_path $folder/tmp/scgi;
  server {
    listen $address;
    root $site;
    index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php\$ {
      include /etc/nginx/fastcgi_params;
      # Debian leaves the port out; WordPress would lead to itself for ever.
      fastcgi_param HTTP_HOST $address;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_pass unix:$folder/tmp/php.sock;
    }
  }
}
CONF
