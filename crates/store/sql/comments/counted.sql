select shown from comment_counts where manuscript = $1
